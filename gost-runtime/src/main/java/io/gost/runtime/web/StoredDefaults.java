package io.gost.runtime.web;

import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.Entries;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.MappingBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The types that an object has when it names none, which the API shows and stores. */
final class StoredDefaults {
    private StoredDefaults() {}

    /** The object with its types. */
    static Record fill(Record object) {
        return switch (object) {
            case ServiceConfig service -> service(service);
            case ChainConfig chain -> RecordSchema.with(chain, "hops", all(chain.hops()));
            case HopConfig hop -> RecordSchema.with(hop, "nodes", all(hop.nodes()));
            case NodeConfig node -> node(node);
            default -> object;
        };
    }

    private static <R extends Record> List<Record> all(List<R> objects) {
        return Entries.isAbsent(objects)
                ? Entries.absent()
                : objects.stream().map(StoredDefaults::fill).toList();
    }

    private static Record service(ServiceConfig service) {
        ServiceConfig handled =
                RecordSchema.with(
                        service, "handler", typed(HandlerConfig.class, service.handler(), "auto"));
        return RecordSchema.with(
                handled, "listener", typed(ListenerConfig.class, service.listener(), "tcp"));
    }

    private static Record node(NodeConfig node) {
        NodeConfig connected =
                RecordSchema.with(
                        node, "connector", typed(ConnectorConfig.class, node.connector(), "http"));
        return RecordSchema.with(
                connected, "dialer", typed(DialerConfig.class, node.dialer(), "tcp"));
    }

    private static <R extends Record> R typed(Class<R> type, @Nullable R object, String byDefault) {
        if (object == null) {
            return new RecordReader(new Diagnostics(), UnknownKeys.IGNORE)
                    .read(
                            type,
                            new MappingBuilder(Location.of("")).text("type", byDefault).build(),
                            "");
        }
        boolean named =
                RecordSchema.of(type)
                        .find("type")
                        .map(key -> !String.valueOf(key.valueIn(object)).isBlank())
                        .orElse(false);
        return named ? object : RecordSchema.with(object, "type", byDefault);
    }
}
