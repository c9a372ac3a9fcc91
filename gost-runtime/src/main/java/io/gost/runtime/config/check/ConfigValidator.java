package io.gost.runtime.config.check;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.url.KnownTypes;

import java.util.List;

/** Finds what is wrong in a configuration without building anything of it. */
public final class ConfigValidator {
    private final List<Check> checks;
    private final Findings findings;

    private ConfigValidator(List<Check> checks, Findings findings) {
        this.checks = checks;
        this.findings = findings;
    }

    /**
     * Checks a configuration.
     *
     * @param config the configuration
     * @param sources where its keys were written
     * @param types the types that exist
     * @param diagnostics takes what is wrong
     */
    public static void check(
            Config config, SourceMap sources, KnownTypes types, Diagnostics diagnostics) {
        var names = new Names(config);
        List<Check> checks =
                List.of(
                        names::duplicates,
                        names::references,
                        new TypeCheck(types),
                        new AccountCheck(),
                        new AddressCheck(),
                        new LogCheck(),
                        new FileCheck());
        new ConfigValidator(checks, new Findings(sources, diagnostics)).visit(config, "");
    }

    /** Shows every object of a configuration to one check. */
    static void visit(Config config, Check check, Findings findings) {
        new ConfigValidator(List.of(check), findings).visit(config, "");
    }

    private void visit(Record object, String path) {
        checks.forEach(check -> check.visit(object, path, findings));
        for (RecordKey key : RecordSchema.of(object.getClass()).keys()) {
            String keyPath = path.isEmpty() ? key.name() : path + "." + key.name();
            switch (key.valueIn(object)) {
                case Record inner -> visit(inner, keyPath);
                case List<?> list -> visitAll(list, keyPath);
                case null, default -> {}
            }
        }
    }

    private void visitAll(List<?> list, String path) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Record item) {
                visit(item, path + "[" + i + "]");
            }
        }
    }
}
