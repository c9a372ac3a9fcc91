package io.gost.runtime.service;

import io.gost.runtime.log.FieldLogger;
import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.SessionRecord;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known about one session, and the log lines made from it: at debug {@code <>} accepted and
 * {@code <->} relaying, at info one {@code ><} at the end with everything.
 *
 * <p>Nothing is formatted before a line needs it.
 */
final class SessionFacts implements SessionRecord {
    private final FieldLogger base;
    private final Channel channel;
    private final Map<String, Object> extra = new LinkedHashMap<>(4);
    private @Nullable FieldLogger logger;
    private @Nullable String id;
    private @Nullable Target target;
    private @Nullable SocketAddress source;
    private String clientId = "";
    private boolean transferred;
    private long inputBytes;
    private long outputBytes;

    SessionFacts(FieldLogger base, Channel channel) {
        this.base = base;
        this.channel = channel;
    }

    @Override
    public void put(String field, Object value) {
        extra.put(field, value);
    }

    /** Whether the client's connection is a stream or datagrams. */
    Network network() {
        return channel.metadata().hasDisconnect() ? Network.UDP : Network.TCP;
    }

    /** Where the client is. */
    SocketAddress peer() {
        SocketAddress visitor = channel.attr(Binding.VISITOR).get();
        return visitor == null ? channel.remoteAddress() : visitor;
    }

    String id() {
        String known = id;
        if (known == null) {
            known = SessionId.next(System.currentTimeMillis() / 1_000);
            id = known;
        }
        return known;
    }

    void clientId(String name) {
        clientId = name;
    }

    void target(Target to) {
        target = to;
    }

    void transferred(long input, long output) {
        transferred = true;
        inputBytes = input;
        outputBytes = output;
    }

    FieldLogger logger() {
        FieldLogger known = logger;
        if (known == null) {
            known =
                    base.with("kind", "handler")
                            .with("sid", id())
                            .with("network", network().toString())
                            .with("remote", text(peer()))
                            .with("local", text(channel.localAddress()))
                            .with("client", text(peer()));
            logger = known;
        }
        return known;
    }

    void accepted() {
        if (base.isDebugEnabled()) {
            logger().debug("{} <> {}", text(peer()), text(channel.localAddress()));
        }
    }

    void relaying(Channel upstream) {
        source = upstream.localAddress();
        if (base.isDebugEnabled()) {
            logger().debug("{} <-> {}", text(peer()), destination());
        }
    }

    void ended(@Nullable GostException cause, long durationNanos) {
        if (!base.isInfoEnabled()) {
            return;
        }
        FieldLogger line = logger();
        if (target != null) {
            line = line.with("host", destination()).with("dst", destination());
        }
        if (source != null) {
            line = line.with("src", text(source));
        }
        if (!clientId.isEmpty()) {
            line = line.with("clientID", clientId);
        }
        for (Map.Entry<String, Object> fact : extra.entrySet()) {
            line = line.with(fact.getKey(), fact.getValue());
        }
        line = line.with("duration", Duration.ofNanos(durationNanos));
        if (transferred) {
            // Only a relay counts; what a handler exchanged by itself is not known to be nothing.
            line = line.with("inputBytes", inputBytes).with("outputBytes", outputBytes);
        }
        if (cause != null) {
            line = line.with("err", String.valueOf(cause.getMessage()));
        }
        String message = text(peer()) + " >< " + text(channel.localAddress());
        if (cause == null) {
            line.info(message);
            return;
        }
        switch (cause.category()) {
            case INTERNAL, PLUGIN -> line.error(message, cause);
            case AUTHENTICATION -> line.warn(message);
            case CONFIG, HANDSHAKE, DENIED, RESOLVE, UNREACHABLE, REFUSED, TIMEOUT, LIMIT ->
                    line.info(message);
        }
    }

    private String destination() {
        Target to = target;
        return to == null ? "" : to.toString();
    }

    private static String text(@Nullable SocketAddress address) {
        return switch (address) {
            case null -> "";
            case InetSocketAddress inet -> NetUtil.toSocketAddressString(inet);
            default -> address.toString();
        };
    }
}
