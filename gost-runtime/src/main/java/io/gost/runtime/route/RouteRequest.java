package io.gost.runtime.route;

import io.gost.runtime.rule.Subject;
import io.gost.spi.SelectionContext;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/** What choosing a route may know about a request. */
public interface RouteRequest extends SelectionContext {
    /**
     * Who asks.
     *
     * @return the client's address, or {@code null} when it has none
     */
    @Nullable InetAddress clientIp();

    /**
     * The request as matcher rules see it. Whoever looks into the client's stream tells more.
     *
     * @return client, network and target
     */
    default Subject subject() {
        return new RequestSubject(
                clientIp(),
                target().network().toString(),
                target().host().isEmpty() ? "" : target().toString());
    }
}
