package io.gost.runtime.net;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks names up with the system's configuration (hosts file, name servers) without blocking.
 *
 * <p>The resolver is made when the first name is looked up: a proxy that only passes names on never
 * pays for it.
 */
public final class Names implements AutoCloseable {
    private final Sockets sockets;
    private final Map<Boolean, DnsAddressResolverGroup> groups = new ConcurrentHashMap<>();

    /**
     * Prepares look-ups.
     *
     * @param sockets where the queries are sent from
     */
    public Names(Sockets sockets) {
        this.sockets = sockets;
    }

    /**
     * The addresses of a target's host.
     *
     * @param target a name or a literal; the empty host is this machine
     * @param loop where the stage completes
     * @return at least one resolved address, in the order to try them; fails with {@code RESOLVE}
     *     when there is none of the target's address family
     */
    public CompletableFuture<List<InetSocketAddress>> resolve(Target target, EventLoop loop) {
        if (target.host().isEmpty()) {
            return CompletableFuture.completedFuture(
                    List.of(new InetSocketAddress(NetUtil.LOCALHOST4, target.port())));
        }
        InetSocketAddress address = target.toSocketAddress();
        if (!address.isUnresolved()) {
            return CompletableFuture.completedFuture(List.of(address));
        }
        AddressResolver<InetSocketAddress> resolver =
                groups.computeIfAbsent(onlyIpv4(target.network()), this::group).getResolver(loop);
        CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
        Future<List<InetSocketAddress>> lookup = resolver.resolveAll(address);
        lookup.addListener(
                _ -> {
                    List<InetSocketAddress> usable =
                            lookup.isSuccess()
                                    ? usable(target.network(), lookup.getNow())
                                    : List.of();
                    if (usable.isEmpty()) {
                        resolved.completeExceptionally(unknown(target, lookup.cause()));
                    } else {
                        resolved.complete(usable);
                    }
                });
        return resolved;
    }

    /**
     * The address to listen on for a target.
     *
     * @param target the empty host is every address of this host, of both families
     * @param loop where the stage completes
     * @return one resolved address; fails with {@code RESOLVE}
     */
    public CompletableFuture<InetSocketAddress> resolveLocal(Target target, EventLoop loop) {
        return target.host().isEmpty()
                ? CompletableFuture.completedFuture(target.toSocketAddress())
                : resolve(target, loop).thenApply(List::getFirst);
    }

    @Override
    public void close() {
        groups.values().forEach(DnsAddressResolverGroup::close);
    }

    private DnsAddressResolverGroup group(boolean onlyIpv4) {
        DnsNameResolverBuilder builder =
                new DnsNameResolverBuilder()
                        .datagramChannelFactory(sockets.transport()::newDatagram)
                        .socketChannelFactory(sockets.transport()::newSocket)
                        .ttl(0, 60)
                        .negativeTtl(5);
        if (onlyIpv4) {
            builder.resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY);
        }
        return new DnsAddressResolverGroup(builder);
    }

    private static boolean onlyIpv4(Network network) {
        return network == Network.TCP4 || network == Network.UDP4;
    }

    private static List<InetSocketAddress> usable(
            Network network, List<InetSocketAddress> addresses) {
        return switch (network) {
            case TCP4, UDP4 ->
                    addresses.stream().filter(a -> a.getAddress() instanceof Inet4Address).toList();
            case TCP6, UDP6 ->
                    addresses.stream()
                            .filter(a -> !(a.getAddress() instanceof Inet4Address))
                            .toList();
            default -> addresses;
        };
    }

    private static GostException unknown(
            Target target, @org.jspecify.annotations.Nullable Throwable cause) {
        return new GostException(
                Category.RESOLVE, "domain " + target.host() + " does not exist", cause);
    }
}
