package io.gost.runtime.component;

import io.gost.spi.Credentials;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets clients from some networks in without credentials (handler metadata {@code skipauth}). */
public final class ExemptClients implements Authenticator {
    private final List<IpSubnetFilterRule> networks;
    private final Authenticator others;

    /**
     * Makes the authenticator.
     *
     * @param networks addresses and CIDRs
     * @param others asked for everybody else
     * @throws IllegalArgumentException when a text is neither an address nor a CIDR; the message is
     *     that text
     */
    public ExemptClients(List<String> networks, Authenticator others) {
        this.networks = networks.stream().map(ExemptClients::rule).toList();
        this.others = others;
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials, SocketAddress client) {
        return client instanceof InetSocketAddress address
                        && networks.stream().anyMatch(network -> network.matches(address))
                ? CompletableFuture.completedStage("")
                : others.authenticate(credentials, client);
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException(network);
        }
        try {
            int prefix =
                    slash < 0 ? bytes.length * 8 : Integer.parseInt(network.substring(slash + 1));
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(network, e);
        }
    }
}
