package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Router;

import org.jspecify.annotations.Nullable;

/**
 * What all sessions of one service share.
 *
 * @param name the service's name
 * @param network this host's network
 * @param router the way to targets
 * @param bypass targets that are refused
 * @param authenticator checks clients, or {@code null} when everybody is let in
 * @param forwarder fixed targets, or {@code null}
 * @param logger with the service's fields
 * @param accounting counts what the sessions do
 */
record ServiceContext(
        String name,
        HostNetwork network,
        Router router,
        Bypass bypass,
        @Nullable Authenticator authenticator,
        @Nullable Forwarder forwarder,
        FieldLogger logger,
        Accounting accounting) {}
