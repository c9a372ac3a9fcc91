package io.gost.runtime.net;

import io.gost.spi.SocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;

import jdk.net.ExtendedSocketOptions;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What the values of TCP keep-alive are called on a transport's sockets. */
public final class KeepAlive {
    private static final KeepAlive EPOLL =
            new KeepAlive(
                    EpollChannelOption.TCP_KEEPIDLE,
                    EpollChannelOption.TCP_KEEPINTVL,
                    EpollChannelOption.TCP_KEEPCNT);
    private static final KeepAlive NIO =
            new KeepAlive(
                    NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                    NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                    NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));

    // Linux's largest TCP_KEEPCNT; it refuses more.
    private static final int MOST_PROBES = 127;

    private static final List<Integer> USUAL = List.of(15, 15, 9);
    private static final SocketOptions WATCHFUL =
            new SocketOptions(Duration.ofSeconds(5), Duration.ofSeconds(5), 3, false, false);
    private static final int WATCHFUL_MILLIS = 20_000;

    private final ChannelOption<Integer> idle;
    private final ChannelOption<Integer> interval;
    private final ChannelOption<Integer> count;

    KeepAlive(
            ChannelOption<Integer> idle,
            ChannelOption<Integer> interval,
            ChannelOption<Integer> count) {
        this.idle = idle;
        this.interval = interval;
        this.count = count;
    }

    static KeepAlive of(Transport transport) {
        return switch (transport) {
            case EPOLL -> EPOLL;
            case NIO -> NIO;
        };
    }

    /** Puts the values on a socket; the system's own stay where there is none. */
    void set(ChannelConfig config, SocketOptions options) {
        set(config, idle, seconds(options.keepAliveIdle()));
        set(config, interval, seconds(options.keepAliveInterval()));
        set(config, count, probes(options));
    }

    private static void set(ChannelConfig config, ChannelOption<Integer> option, int value) {
        if (value >= 0) {
            config.setOption(option, value);
        }
    }

    /** Silence before the first probe, time between probes, and their number; null for others. */
    List<@Nullable Integer> values(ChannelConfig config) {
        return Arrays.asList(
                config.getOption(idle), config.getOption(interval), config.getOption(count));
    }

    private static int probes(SocketOptions options) {
        return Math.min(options.keepAliveCount(), MOST_PROBES);
    }

    private static int seconds(Duration duration) {
        if (duration.isNegative()) {
            return -1;
        }
        // The kernel counts whole seconds and refuses none.
        return Math.clamp(duration.plusMillis(999).toSeconds(), 1, Short.MAX_VALUE);
    }

    /**
     * Has the system notice within 20 seconds that the other end of a connection has vanished: for
     * protocols that may be silent for long and have no sign of life. A socket with values other
     * than the default ones keeps them, and what is no TCP socket is left alone.
     *
     * @param connection any channel, on its event loop
     */
    public static void watch(Channel connection) {
        ChannelConfig config = connection.config();
        try {
            for (KeepAlive names : List.of(EPOLL, NIO)) {
                if (names.values(config).equals(USUAL)) {
                    names.set(config, WATCHFUL);
                    // There are no probes while bytes wait for their acknowledgement.
                    config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, WATCHFUL_MILLIS);
                }
            }
        } catch (ChannelException e) {
            // Closed in this moment; whoever owns it hears of that.
        }
    }
}
