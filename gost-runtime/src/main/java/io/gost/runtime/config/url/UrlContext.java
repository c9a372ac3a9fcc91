package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;

/**
 * What is needed to turn one URL into configuration.
 *
 * @param location the flag, for messages
 * @param types the types that exist
 * @param diagnostics takes warnings
 */
record UrlContext(Location location, KnownTypes types, Diagnostics diagnostics) {
    void warn(String message) {
        diagnostics.warning(location, "", message);
    }

    void warnUnknown(Scheme scheme) {
        for (String name : scheme.unknown()) {
            warn(
                    "\"%s\" is no type; %s over %s is used"
                            .formatted(name, scheme.protocol(), scheme.transport()));
        }
    }

    void warnDropped(Parameters parameters) {
        for (String name : parameters.dropped()) {
            warn(
                    "parameter \"%s\" is not percent-encoded properly and is left out"
                            .formatted(name));
        }
    }
}
