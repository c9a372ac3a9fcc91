package io.gost.runtime.config.check;

import io.gost.runtime.config.ForwarderConfig;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;

import java.util.List;

/** The names by which an object refers to others. */
final class References {
    private static final String HOPS = "hops";

    private References() {}

    /** Takes one reference. */
    @FunctionalInterface
    interface Consumer {
        /**
         * Takes.
         *
         * @param section where the object should be, such as {@code chains}
         * @param name its name, never empty
         * @param path where the reference stands
         */
        void accept(String section, String name, String path);
    }

    /** Finds the references of one object, not of those inside it. */
    static void of(Record object, String path, Consumer consumer) {
        for (RecordKey key : RecordSchema.of(object.getClass()).keys()) {
            if (key.refers().isEmpty()) {
                continue;
            }
            String keyPath = path + "." + key.name();
            switch (key.valueIn(object)) {
                case String name -> accept(key.refers(), name, keyPath, consumer);
                case List<?> list -> {
                    for (int i = 0; i < list.size(); i++) {
                        String name = String.valueOf(list.get(i));
                        accept(key.refers(), name, keyPath + "[" + i + "]", consumer);
                    }
                }
                case null, default -> {}
            }
        }
        switch (object) {
            // a forwarder with nodes of its own may have a name that is no reference
            case ForwarderConfig forwarder
                    when forwarder.hop().isEmpty()
                            && forwarder.nodes().isEmpty()
                            && forwarder.hopGroup() == null ->
                    accept(HOPS, forwarder.name(), path + ".name", consumer);
            case HopConfig hop when path.startsWith("chains[") && !hop.inline() ->
                    accept(HOPS, hop.name(), path + ".name", consumer);
            default -> {}
        }
    }

    private static void accept(String section, String name, String path, Consumer consumer) {
        if (!name.isEmpty()) {
            consumer.accept(section, name, path);
        }
    }
}
