package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The whole configuration: every section of {@code gost.yml}, in the order it is written.
 *
 * @param services what listens
 * @param chains ways through proxies
 * @param hops groups of nodes that chains share
 * @param authers who may log in
 * @param admissions which client addresses may connect
 * @param bypasses which targets are left out
 * @param resolvers how names are resolved
 * @param hosts fixed names
 * @param ingresses host names of tunnels
 * @param routers routing tables
 * @param sds service discovery
 * @param recorders where records go
 * @param rewriters external body rewriters
 * @param caches stores of HTTP responses
 * @param limiters traffic limits in bytes per second
 * @param quotas traffic volumes
 * @param climiters limits of concurrent connections
 * @param rlimiters limits of requests per second
 * @param observers receivers of events and statistics
 * @param loggers named logs
 * @param tls the default certificate
 * @param log the default log
 * @param profiling the profiling endpoint
 * @param api the Web API
 * @param metrics the metrics endpoint
 * @param plugins which plugins may be used
 */
public record Config(
        @Always List<ServiceConfig> services,
        List<ChainConfig> chains,
        List<HopConfig> hops,
        List<AutherConfig> authers,
        List<AdmissionConfig> admissions,
        List<BypassConfig> bypasses,
        List<ResolverConfig> resolvers,
        List<HostsConfig> hosts,
        List<IngressConfig> ingresses,
        List<RouterConfig> routers,
        List<SdConfig> sds,
        List<RecorderConfig> recorders,
        List<RewriterConfig> rewriters,
        List<CacheConfig> caches,
        List<LimiterConfig> limiters,
        List<QuotaConfig> quotas,
        List<LimiterConfig> climiters,
        List<LimiterConfig> rlimiters,
        List<ObserverConfig> observers,
        List<LoggerConfig> loggers,
        @Nullable TlsConfig tls,
        @Nullable LogConfig log,
        @Nullable ProfilingConfig profiling,
        @Nullable ApiConfig api,
        @Nullable MetricsConfig metrics,
        @Nullable PluginsConfig plugins) {
    /** Keeps the lists as they are now. */
    public Config {
        services = Entries.copy(services);
        chains = Entries.copy(chains);
        hops = Entries.copy(hops);
        authers = Entries.copy(authers);
        admissions = Entries.copy(admissions);
        bypasses = Entries.copy(bypasses);
        resolvers = Entries.copy(resolvers);
        hosts = Entries.copy(hosts);
        ingresses = Entries.copy(ingresses);
        routers = Entries.copy(routers);
        sds = Entries.copy(sds);
        recorders = Entries.copy(recorders);
        rewriters = Entries.copy(rewriters);
        caches = Entries.copy(caches);
        limiters = Entries.copy(limiters);
        quotas = Entries.copy(quotas);
        climiters = Entries.copy(climiters);
        rlimiters = Entries.copy(rlimiters);
        observers = Entries.copy(observers);
        loggers = Entries.copy(loggers);
    }
}
