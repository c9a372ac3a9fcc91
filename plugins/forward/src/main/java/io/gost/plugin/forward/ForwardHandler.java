package io.gost.plugin.forward;

import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Session;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;

/** Joins every client with a node of the service's forwarder. */
final class ForwardHandler implements Handler {
    private final ForwardOptions options;

    ForwardHandler(ForwardOptions options) {
        this.options = options;
    }

    @Override
    public void handle(Session session) {
        session.forward()
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                relay(session, upstream);
                            } else {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    private void relay(Session session, Channel upstream) {
        if (options.stateless() && session.network().isDatagram()) {
            Parking.addLayers(session.channel(), new OneReply());
            session.relay(upstream, options.readTimeout());
        } else {
            session.relay(upstream, options.idleTimeout());
        }
    }
}
