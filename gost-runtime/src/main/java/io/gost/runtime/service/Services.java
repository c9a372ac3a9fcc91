package io.gost.runtime.service;

import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Hop;
import io.gost.spi.GostException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * The services of one configuration, started and stopped together.
 *
 * <p>Used by the thread that starts the process and the one that stops it; both may block here.
 */
public final class Services implements AutoCloseable {
    private final List<Service> services;
    private final Collection<Chain> chains;
    private final Collection<Hop> hops;

    /**
     * Holds what an assembler built.
     *
     * @param services in configuration order
     * @param chains closed after the services
     * @param hops closed after the chains
     */
    Services(List<Service> services, Collection<Chain> chains, Collection<Hop> hops) {
        this.services = List.copyOf(services);
        this.chains = List.copyOf(chains);
        this.hops = List.copyOf(hops);
    }

    /**
     * The services.
     *
     * @return in configuration order
     */
    public List<Service> all() {
        return services;
    }

    /**
     * Starts every service in turn. When one cannot start, those already started are stopped again.
     *
     * @throws GostException that names the service and the address
     */
    public void start() {
        List<Service> started = new ArrayList<>();
        for (Service service : services) {
            try {
                service.start().toCompletableFuture().join();
                started.add(service);
            } catch (CompletionException e) {
                started.forEach(Service::stopAccepting);
                GostException why = GostException.of(e);
                throw new GostException(
                        why.category(), "service " + service.name() + ": " + why.getMessage(), why);
            }
        }
    }

    /** Stops accepting, then closes every client, every handler and every node. */
    @Override
    public void close() {
        services.forEach(service -> service.stopAccepting().toCompletableFuture().join());
        services.forEach(Service::close);
        chains.forEach(chain -> chain.hops().forEach(Hop::close));
        hops.forEach(Hop::close);
    }
}
