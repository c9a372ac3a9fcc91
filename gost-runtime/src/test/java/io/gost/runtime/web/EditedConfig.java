package io.gost.runtime.web;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.config.url.GostTypes;
import io.gost.runtime.service.Services;

import java.util.function.UnaryOperator;

/** A configuration that is checked when it changes and of which nothing is built. */
final class EditedConfig implements LiveConfig {
    private volatile Config config;
    private volatile Config source;

    EditedConfig(String yaml) {
        config = read(yaml);
        source = config;
    }

    static Config read(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping root = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        return new RecordReader(diagnostics, UnknownKeys.REJECT).read(root);
    }

    /** What the next reload finds. */
    void source(String yaml) {
        source = read(yaml);
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Services services() {
        throw new UnsupportedOperationException("nothing is built");
    }

    @Override
    public synchronized void change(UnaryOperator<Config> edit) throws ChangeRefused {
        Config edited = edit.apply(config);
        Diagnostics diagnostics = new Diagnostics();
        Mapping nowhere = Mapping.empty(io.gost.runtime.config.document.Location.of("api"));
        ConfigValidator.check(edited, new SourceMap(nowhere), new GostTypes(), diagnostics);
        if (diagnostics.hasErrors()) {
            throw new ChangeRefused(
                    diagnostics.all().stream()
                            .map(each -> each.path() + ": " + each.message())
                            .toList());
        }
        config = edited;
    }

    @Override
    public boolean reload() throws ChangeRefused {
        change(_ -> source);
        return true;
    }
}
