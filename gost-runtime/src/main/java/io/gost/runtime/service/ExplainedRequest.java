package io.gost.runtime.service;

import io.gost.runtime.route.RouteRequest;
import io.gost.spi.Target;
import io.netty.util.NetUtil;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** A request that is only talked about. */
record ExplainedRequest(InetAddress clientIp, Target target) implements RouteRequest {
    @Override
    public String clientId() {
        return "";
    }

    @Override
    public String hashSource() {
        return NetUtil.toAddressString(clientIp);
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }
}
