package io.gost.runtime.web;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.ValueType.ListOf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A list of the configuration that the API serves.
 *
 * @param name its key, which is also its path
 * @param kind what messages call one of its objects
 * @param operation what the API document calls one of them
 * @param type the record class of its objects
 */
record Section(String name, String kind, String operation, Class<? extends Record> type) {
    /** All of them. {@code loggers} and {@code rewriters} are only part of the whole. */
    static final List<Section> ALL =
            Stream.of(
                            section("services", "service", "Service"),
                            section("chains", "chain", "Chain"),
                            section("hops", "hop", "Hop"),
                            section("authers", "auther", "Auther"),
                            section("admissions", "admission", "Admission"),
                            section("bypasses", "bypass", "Bypass"),
                            section("resolvers", "resolver", "Resolver"),
                            section("hosts", "hosts", "Hosts"),
                            section("ingresses", "ingress", "Ingress"),
                            section("routers", "router", "Router"),
                            section("observers", "observer", "Observer"),
                            section("recorders", "recorder", "Recorder"),
                            section("sds", "sd", "SD"),
                            section("limiters", "limiter", "Limiter"),
                            section("climiters", "limiter", "ConnLimiter"),
                            section("rlimiters", "limiter", "RateLimiter"),
                            section("quotas", "quota", "Quota"),
                            section("caches", "cache", "Cache"))
                    .toList();

    private static Section section(String name, String kind, String operation) {
        return new Section(name, kind, operation, ((ListOf) key(name).type()).type());
    }

    private static RecordKey key(String name) {
        return RecordSchema.of(Config.class).find(name).orElseThrow();
    }

    /** The section of a path. */
    static Optional<Section> named(String name) {
        return ALL.stream().filter(section -> section.name.equals(name)).findFirst();
    }

    /** Its objects. */
    List<? extends Record> objects(Config config) {
        return key(name).valueIn(config) instanceof List<?> objects
                ? objects.stream().map(type::cast).toList()
                : List.of();
    }

    /** The object of a name. */
    Optional<? extends Record> find(Config config, String objectName) {
        return objects(config).stream()
                .filter(object -> nameOf(object).equals(objectName))
                .findFirst();
    }

    /** The configuration with other objects in this section. */
    Config with(Config config, List<? extends Record> objects) {
        return RecordSchema.with(config, name, objects);
    }

    /** The name of an object of any section. */
    static String nameOf(Record object) {
        return RecordSchema.of(object.getClass())
                .find("name")
                .map(key -> String.valueOf(key.valueIn(object)))
                .orElse("");
    }
}
