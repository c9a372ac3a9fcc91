package io.gost.runtime.route;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** A request that nobody made: a probe's. */
record ProbeFlow(EventLoop eventLoop, Target target) implements Flow {
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
    public Logger logger() {
        // Its result is reported, not its attempts.
        return NOPLogger.NOP_LOGGER;
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
