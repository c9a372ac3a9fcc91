package io.gost.runtime.route;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * A request of a listener, who wants an address on a proxy.
 *
 * @param eventLoop the listener's
 * @param target the address
 * @param logger the listener's
 */
public record ListeningFlow(EventLoop eventLoop, Target target, Logger logger) implements Flow {
    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public Network network() {
        return target.network();
    }

    @Override
    public void heading(Target to) {
        // It is known from the beginning.
    }

    @Override
    public @Nullable InetAddress clientIp() {
        return null;
    }

    @Override
    public String clientId() {
        return "";
    }

    @Override
    public String hashSource() {
        return "";
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }
}
