package io.gost.runtime.service;

import io.gost.runtime.config.AutherConfig;
import io.gost.runtime.config.BypassConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.ForwardNodeConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.Spelling;
import io.gost.runtime.plugin.ProblemSink;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which keys of the configuration do something in this version. A key that GOST knows and we do not
 * build yet is refused: ignoring an admission list or a bypass would let through what it forbids.
 *
 * <p>When a key is built, add it to its row; when a row is complete, drop the row.
 */
final class AvailableKeys {
    private static final Map<Class<? extends Record>, Set<String>> KEYS =
            Map.ofEntries(
                    row(
                            Config.class,
                            "services",
                            "chains",
                            "hops",
                            "authers",
                            "bypasses",
                            "observers",
                            "log",
                            "loggers",
                            "tls",
                            "api",
                            "metrics",
                            "profiling"),
                    row(AutherConfig.class, "name", "auths", "reload", "file"),
                    row(
                            ServiceConfig.class,
                            "name",
                            "addr",
                            "bypass",
                            "bypasses",
                            "logger",
                            "loggers",
                            "handler",
                            "listener",
                            "forwarder",
                            "observer",
                            "metadata",
                            "status"),
                    row(
                            HandlerConfig.class,
                            "type",
                            "retries",
                            "chain",
                            "chainGroup",
                            "auther",
                            "authers",
                            "auth",
                            "observer",
                            "tls",
                            "metadata"),
                    row(ListenerConfig.class, "type", "chain", "chainGroup", "tls", "metadata"),
                    row(
                            BypassConfig.class,
                            "name",
                            "reverse",
                            "whitelist",
                            "network",
                            "matchers",
                            "reload",
                            "file"),
                    row(
                            ForwardNodeConfig.class,
                            "name",
                            "addr",
                            "network",
                            "bypass",
                            "bypasses",
                            "protocol",
                            "host",
                            "path",
                            "filter",
                            "matcher",
                            "probe",
                            "metadata"),
                    row(
                            HopConfig.class,
                            "name",
                            "selector",
                            "bypass",
                            "bypasses",
                            "nodes",
                            "reload",
                            "file",
                            "metadata"),
                    row(
                            NodeConfig.class,
                            "name",
                            "addr",
                            "bypass",
                            "bypasses",
                            "connector",
                            "dialer",
                            "filter",
                            "matcher",
                            "probe",
                            "metadata"),
                    row(ConnectorConfig.class, "type", "auth", "tls", "metadata"),
                    row(DialerConfig.class, "type", "auth", "tls", "metadata"),
                    row(
                            SelectorConfig.class,
                            "strategy",
                            "maxFails",
                            "failTimeout",
                            "maxLatency",
                            "slowStart",
                            "ejection",
                            "metadata"));

    /** Metadata of services whose behaviour is not built yet. */
    static final Set<String> SERVICE_METADATA =
            Set.of("proxyProtocol", "interface", "so_mark", "netns", "netns.out");

    /** Metadata of nodes whose behaviour is not built yet. */
    static final Set<String> NODE_METADATA =
            Set.of("interface", "so_mark", "netns", "proxyProtocol");

    private final ProblemSink problems;

    AvailableKeys(ProblemSink problems) {
        this.problems = problems;
    }

    /** Whether a key may be set. */
    static boolean isBuilt(Class<? extends Record> type, String key) {
        Set<String> built = KEYS.get(type);
        return built == null || built.contains(key);
    }

    /** Refuses every key of an object that is set and not built. */
    void check(String path, @Nullable Record object) {
        if (object == null) {
            return;
        }
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            Spelling spelling = component.getAnnotation(Spelling.class);
            String key = spelling == null ? component.getName() : spelling.value();
            if (!isBuilt(object.getClass(), key) && isSet(value(component, object))) {
                refuse(path.isEmpty() ? key : path + "." + key);
            }
        }
    }

    /** Refuses metadata keys that are set and not built. */
    void checkMetadata(String path, Map<String, ?> metadata, Set<String> unavailable) {
        metadata.forEach(
                (key, value) -> {
                    if (unavailable.stream().anyMatch(key::equalsIgnoreCase) && isSet(value)) {
                        refuse(path + "." + key);
                    }
                });
    }

    private void refuse(String path) {
        problems.error(path, "is not available in this version; remove it");
    }

    private static @Nullable Object value(RecordComponent component, Record object) {
        try {
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("record " + object.getClass() + " cannot be read", e);
        }
    }

    private static boolean isSet(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> !text.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case Duration duration -> !duration.isZero();
            default -> true;
        };
    }

    private static Map.Entry<Class<? extends Record>, Set<String>> row(
            Class<? extends Record> type, String... keys) {
        return Map.entry(type, Set.copyOf(List.of(keys)));
    }
}
