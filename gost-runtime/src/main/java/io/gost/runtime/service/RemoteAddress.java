package io.gost.runtime.service;

import io.gost.runtime.route.Node;
import io.gost.runtime.route.Way;
import io.gost.spi.BindingConnector;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.Listener;

import java.util.Optional;
import java.util.stream.Collectors;

/** Looks ahead whether a listener will get the address that it wants to have on a proxy. */
final class RemoteAddress {
    private RemoteAddress() {}

    /**
     * Finds a listener that would ask in vain for ever.
     *
     * @param listener any; those of this host's addresses do not ask
     * @param way to the proxies that it may ask
     * @return what is wrong; empty when one of the proxies can bind, or one that can may still come
     */
    static Optional<String> problem(Listener listener, Way way) {
        Class<?> ability =
                listener.network().isDatagram()
                        ? DatagramBindingConnector.class
                        : BindingConnector.class;
        boolean inVain =
                listener.startsLater()
                        && way.isFixed()
                        && way.nodes().findAny().isPresent()
                        && way.nodes().map(Node::connector).noneMatch(ability::isInstance);
        return inVain ? Optional.of(complaint(listener, way)) : Optional.empty();
    }

    private static String complaint(Listener listener, Way way) {
        return "no node of the chain can bind a %s address, as relay and socks5 can: %s"
                .formatted(
                        listener.network().isDatagram() ? "UDP" : "TCP",
                        way.nodes().map(Node::label).collect(Collectors.joining(", ")));
    }
}
