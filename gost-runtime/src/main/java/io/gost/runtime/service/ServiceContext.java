package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Router;

import org.jspecify.annotations.Nullable;

/**
 * What all requests of one service share, until a change gives the next ones something else.
 *
 * @param name the service's name
 * @param network this host's network
 * @param router the way to targets
 * @param bypass targets that are refused
 * @param authenticator checks clients, or {@code null} when everybody is let in
 * @param forwarder fixed targets, or {@code null}
 * @param logger with the service's fields
 * @param accounting counts what the sessions do
 * @param requests those that are on their way to a target
 */
record ServiceContext(
        String name,
        HostNetwork network,
        Router router,
        Bypass bypass,
        @Nullable Authenticator authenticator,
        @Nullable Forwarder forwarder,
        FieldLogger logger,
        Accounting accounting,
        Users requests) {
    ServiceContext(
            String name,
            HostNetwork network,
            Router router,
            Bypass bypass,
            @Nullable Authenticator authenticator,
            @Nullable Forwarder forwarder,
            FieldLogger logger,
            Accounting accounting) {
        this(
                name,
                network,
                router,
                bypass,
                authenticator,
                forwarder,
                logger,
                accounting,
                new Users());
    }
}
