package io.gost.runtime.route;

import io.gost.runtime.rule.Subject;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/** A request of which only the connection is known. */
record RequestSubject(@Nullable InetAddress clientIp, String network, String host)
        implements Subject {}
