package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One service: a listener, a handler and what they share.
 *
 * @param name names the object; references use it
 * @param addr where it listens
 * @param interfaceName deprecated: metadata {@code interface}
 * @param sockopts deprecated: metadata {@code so_mark}
 * @param admission which clients may connect; {@code admissions} adds more
 * @param admissions further admissions, all of which must agree
 * @param bypass targets to leave out; {@code bypasses} adds more
 * @param bypasses further bypasses
 * @param resolver resolves targets
 * @param hosts fixed names of targets
 * @param limiter limits traffic of the service and of each connection
 * @param quotas traffic volumes, outermost last
 * @param climiter limits concurrent connections
 * @param rlimiter limits requests per second
 * @param logger where it logs; {@code loggers} adds more
 * @param loggers further logs
 * @param observer receives status and statistics
 * @param rewriter accepted for compatibility
 * @param recorders what is recorded, and where
 * @param cache stores HTTP responses
 * @param handler absent means type {@code auto}
 * @param listener absent means type {@code tcp}
 * @param forwarder fixed targets
 * @param metadata free options
 * @param status what the Web API reports; never read
 */
public record ServiceConfig(
        @Always String name,
        String addr,
        @Spelling("interface") String interfaceName,
        @Nullable SockOptsConfig sockopts,
        @Refers("admissions") String admission,
        @Refers("admissions") List<String> admissions,
        @Refers("bypasses") String bypass,
        @Refers("bypasses") List<String> bypasses,
        @Refers("resolvers") String resolver,
        @Refers("hosts") String hosts,
        @Refers("limiters") String limiter,
        @Refers("quotas") List<String> quotas,
        @Refers("climiters") String climiter,
        @Refers("rlimiters") String rlimiter,
        @Refers("loggers") String logger,
        @Refers("loggers") List<String> loggers,
        @Refers("observers") String observer,
        @Refers("rewriters") String rewriter,
        List<RecorderRefConfig> recorders,
        @Refers("caches") String cache,
        @Nullable HandlerConfig handler,
        @Nullable ListenerConfig listener,
        @Nullable ForwarderConfig forwarder,
        OpaqueMap<Object> metadata,
        @ReadOnly @Nullable ServiceStatus status) {
    /** Keeps the lists as they are now. */
    public ServiceConfig {
        admissions = Entries.copy(admissions);
        bypasses = Entries.copy(bypasses);
        quotas = Entries.copy(quotas);
        loggers = Entries.copy(loggers);
        recorders = Entries.copy(recorders);
    }
}
