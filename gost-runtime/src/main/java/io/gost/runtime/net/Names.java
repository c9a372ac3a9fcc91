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
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
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
    private final DnsServerAddressStreamProvider servers;
    private final Map<Boolean, DnsAddressResolverGroup> groups = new ConcurrentHashMap<>();

    /**
     * Prepares look-ups.
     *
     * @param sockets where the queries are sent from
     */
    public Names(Sockets sockets) {
        this(sockets, DnsServerAddressStreamProviders.platformDefault());
    }

    Names(Sockets sockets, DnsServerAddressStreamProvider servers) {
        this.sockets = sockets;
        this.servers = servers;
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
            InetAddress local =
                    target.network() == Network.TCP6 || target.network() == Network.UDP6
                            ? NetUtil.LOCALHOST6
                            : NetUtil.LOCALHOST4;
            return CompletableFuture.completedFuture(
                    List.of(new InetSocketAddress(local, target.port())));
        }
        InetSocketAddress address = target.toSocketAddress();
        if (!address.isUnresolved()) {
            return isUsable(target.network(), address)
                    ? CompletableFuture.completedFuture(List.of(address))
                    : CompletableFuture.failedFuture(unsuitable(target));
        }
        CompletableFuture<List<InetSocketAddress>> resolved = new CompletableFuture<>();
        try {
            lookUp(target, address, loop, resolved);
        } catch (RuntimeException e) {
            // No socket for the query, or the loops are stopping.
            resolved.completeExceptionally(
                    new GostException(
                            Category.RESOLVE,
                            "domain " + target.host() + " cannot be looked up",
                            e));
        }
        return resolved;
    }

    /**
     * The address of a target that needs no look-up.
     *
     * @return the resolved address; {@code null} for names, for the empty host, and for a literal
     *     that is not of the target's address family
     */
    static @Nullable InetSocketAddress literal(Target target) {
        if (target.host().isEmpty()) {
            return null;
        }
        InetSocketAddress address = target.toSocketAddress();
        return !address.isUnresolved() && isUsable(target.network(), address) ? address : null;
    }

    private void lookUp(
            Target target,
            InetSocketAddress address,
            EventLoop loop,
            CompletableFuture<List<InetSocketAddress>> resolved) {
        AddressResolver<InetSocketAddress> resolver =
                groups.computeIfAbsent(onlyIpv4(target.network()), this::group).getResolver(loop);
        Future<List<InetSocketAddress>> lookup = resolver.resolveAll(address);
        lookup.addListener(
                _ -> {
                    List<InetSocketAddress> usable =
                            lookup.isSuccess()
                                    ? lookup.getNow().stream()
                                            .filter(each -> isUsable(target.network(), each))
                                            .toList()
                                    : List.of();
                    if (usable.isEmpty()) {
                        resolved.completeExceptionally(unknown(target, lookup.cause()));
                    } else {
                        resolved.complete(usable);
                    }
                });
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
                        .datagramChannelFactory(() -> sockets.transport().newDatagram(Network.UDP))
                        .socketChannelFactory(sockets.transport()::newSocket)
                        .nameServerProvider(servers)
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

    private static boolean isUsable(Network network, InetSocketAddress address) {
        boolean ipv4 = address.getAddress() instanceof Inet4Address;
        return switch (network) {
            case TCP4, UDP4 -> ipv4;
            case TCP6, UDP6 -> !ipv4;
            case TCP, UDP, UNIX, SERIAL, IP -> true;
        };
    }

    private static GostException unknown(Target target, @Nullable Throwable cause) {
        String what =
                cause != null && cause.getCause() instanceof DnsNameResolverTimeoutException
                        ? ": no answer from the name server"
                        : " does not exist";
        return new GostException(Category.RESOLVE, "domain " + target.host() + what, cause);
    }

    private static GostException unsuitable(Target target) {
        return new GostException(
                Category.RESOLVE, target.host() + " is not an address of " + target.network());
    }
}
