package io.gost.runtime.cli;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.Documents;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.url.CommandLine;
import io.gost.runtime.config.url.Endpoints;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.plugin.PluginPolicy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes one configuration of the arguments, of the files they name and of the environment.
 *
 * <p>Later sources win: {@code -C} from left to right, {@code -L} and {@code -F}, the environment,
 * then {@code -D}, {@code -DD}, {@code -api} and {@code -metrics}. A default file is searched when
 * none of these gives anything to serve.
 */
final class ConfigLoader {
    private static final String STANDARD_INPUT = "standard input";
    private static final List<String> DEFAULT_FILES = List.of("gost.json", "gost.yaml", "gost.yml");

    private final Arguments arguments;
    private final Surroundings surroundings;
    private final StandardInput input;
    private final KnownTypes types;
    private @Nullable Path file;

    ConfigLoader(Arguments arguments, Surroundings surroundings, KnownTypes types) {
        this(arguments, surroundings, new StandardInput(surroundings.input()), types);
    }

    /**
     * Prepares to read.
     *
     * @param input what {@code -C -} names, the same when everything is read again
     */
    ConfigLoader(
            Arguments arguments, Surroundings surroundings, StandardInput input, KnownTypes types) {
        this.arguments = arguments;
        this.surroundings = surroundings;
        this.input = input;
        this.types = types;
    }

    /**
     * Reads everything.
     *
     * @param diagnostics takes what is wrong; with an error in it the result must not be used
     */
    LoadedConfig load(Diagnostics diagnostics) {
        Mapping merged = Mapping.empty(Location.of("configuration"));
        for (String source : arguments.sources) {
            merged = add(merged, source(source.strip(), diagnostics), diagnostics);
        }
        if (needsDefaultFile()) {
            merged = add(merged, defaultFile(diagnostics), diagnostics);
        }
        if (!restrictPlugins(merged, diagnostics)) {
            // whatever else is asked opens plugins, and which of them may be is not known
            return loaded(Mapping.empty(merged.location()), diagnostics);
        }
        Mapping urls =
                new CommandLine(types, diagnostics, surroundings.variable(Workers.NUMBER))
                        .document(arguments.services, arguments.nodes, merged);
        report(urls, diagnostics);
        merged = Documents.merge(merged, urls);
        for (Mapping settings : List.of(environment(), flags(diagnostics))) {
            report(settings, diagnostics);
            merged = Documents.overlay(merged, settings);
        }
        return loaded(merged, diagnostics);
    }

    private LoadedConfig loaded(Mapping merged, Diagnostics diagnostics) {
        // every source has been reported on, by the paths it uses itself
        Config config = new RecordReader(new Diagnostics(), UnknownKeys.WARN).read(merged);
        return new LoadedConfig(
                config, new SourceMap(merged), diagnostics.all(), Optional.ofNullable(file));
    }

    /** Before anybody asks for a type, which opens plugins. */
    private boolean restrictPlugins(Mapping merged, Diagnostics diagnostics) {
        PluginRules rules = new PluginRules(diagnostics);
        rules.restrict(merged);
        if (!arguments.pluginsLock.isEmpty()) {
            rules.lock(
                    FileSource.read(arguments.pluginsLock, surroundings.directory(), diagnostics)
                            .flatMap(text -> text.parse(diagnostics)));
        }
        Optional<List<PluginPolicy>> policies = rules.policies();
        if (policies.isPresent()
                && types instanceof PluginTypes open
                && !open.restrict(policies.get())) {
            diagnostics.warning(
                    merged.find(PluginRules.SECTION)
                            .map(PluginRules::written)
                            .orElseGet(merged::location),
                    PluginRules.SECTION,
                    "has changed, which takes a restart to have an effect");
        }
        return policies.isPresent();
    }

    private static void report(Mapping document, Diagnostics diagnostics) {
        new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
    }

    /** Adds a source, if it could be read. */
    private static Mapping add(
            Mapping merged, Optional<SourceText> source, Diagnostics diagnostics) {
        return source.flatMap(text -> text.parse(diagnostics))
                .map(
                        document -> {
                            report(document, diagnostics);
                            return Documents.merge(merged, document);
                        })
                .orElse(merged);
    }

    private Optional<SourceText> source(String text, Diagnostics diagnostics) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.equals("-")) {
            return standardInput(diagnostics);
        }
        if (text.startsWith("{") && text.endsWith("}")) {
            return Optional.of(new SourceText("-C {…}", text, Format.JSON, true));
        }
        Optional<WebSource> web = WebSource.of(text);
        if (web.isPresent()) {
            return web.get().fetch(diagnostics);
        }
        Optional<SourceText> read = FileSource.read(text, surroundings.directory(), diagnostics);
        if (read.isPresent()) {
            file = surroundings.directory().resolve(text);
        }
        return read;
    }

    private Optional<SourceText> standardInput(Diagnostics diagnostics) {
        Location location = Location.of(STANDARD_INPUT);
        try {
            byte[] bytes = input.read();
            if (bytes.length == 0) {
                diagnostics.error(location, "", "nothing there, a configuration was expected");
                return Optional.empty();
            }
            // as in GOST, only the very first byte tells JSON
            Format format = bytes[0] == '{' ? Format.JSON : Format.YAML;
            return SourceText.decode(bytes, STANDARD_INPUT, diagnostics)
                    .map(text -> new SourceText(STANDARD_INPUT, text, format, false));
        } catch (IOException e) {
            diagnostics.error(location, "", "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean needsDefaultFile() {
        return arguments.sources.isEmpty()
                && arguments.services.stream().allMatch(String::isBlank)
                && arguments.api.isEmpty();
    }

    private Optional<SourceText> defaultFile(Diagnostics diagnostics) {
        List<Path> directories =
                List.of(
                        Path.of("/etc/gost"),
                        Path.of(surroundings.variable("HOME"), ".gost"),
                        surroundings.directory());
        for (Path directory : directories) {
            for (String name : DEFAULT_FILES) {
                Path candidate = directory.resolve(name);
                if (Files.isRegularFile(candidate)) {
                    file = candidate;
                    return FileSource.read(candidate.toString(), Path.of(""), diagnostics);
                }
            }
        }
        diagnostics.error(
                Location.of("command line"),
                "",
                "nothing to serve: no -L, -C or -api, and no gost.json, gost.yaml or gost.yml in %s"
                        .formatted(
                                String.join(
                                        ", ", directories.stream().map(Path::toString).toList())));
        return Optional.empty();
    }

    private Mapping environment() {
        var sections = new MappingBuilder(Location.of("environment"));
        variable("GOST_LOGGER_LEVEL", "log", "level", sections);
        variable("GOST_PROFILING", "profiling", "addr", sections);
        variable("GOST_API", "api", "addr", sections);
        variable("GOST_METRICS", "metrics", "addr", sections);
        return sections.build();
    }

    private void variable(String variable, String section, String key, MappingBuilder sections) {
        sections.object(section, setting(variable, key, surroundings.variable(variable)));
    }

    private Mapping flags(Diagnostics diagnostics) {
        var sections = new MappingBuilder(Location.of("command line"));
        if (arguments.traceLevel) {
            sections.object("log", setting("-DD", "level", "trace"));
        } else if (arguments.debugLevel) {
            sections.object("log", setting("-D", "level", "debug"));
        }
        if (!arguments.api.isEmpty()) {
            sections.put("api", Endpoints.api(arguments.api, diagnostics));
        }
        if (!arguments.metrics.isEmpty()) {
            sections.put("metrics", Endpoints.metrics(arguments.metrics, diagnostics));
        }
        return sections.build();
    }

    private static Mapping setting(String origin, String key, String value) {
        return new MappingBuilder(Location.of(origin)).text(key, value).build();
    }
}
