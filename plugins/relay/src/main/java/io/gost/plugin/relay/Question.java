package io.gost.plugin.relay;

import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

/**
 * A request as a client writes it, its features in GOST's order.
 *
 * @param command {@link RelayProtocol#CONNECT} or {@link RelayProtocol#BIND}
 * @param address where, and over which network
 * @param login who asks, or {@code null}
 */
record Question(int command, Target address, @Nullable Login login) {
    private static final Target ANY = Target.tcp("0.0.0.0", 0);

    static Question connect(Target target, @Nullable Login login) {
        return new Question(RelayProtocol.CONNECT, target, login);
    }

    /** A server needs an address to bind: the empty host is any. */
    static Question bind(Target address, @Nullable Login login) {
        Target named =
                address.host().isEmpty()
                        ? new Target(address.network(), ANY.host(), address.port())
                        : address;
        return new Question(RelayProtocol.BIND, named, login);
    }

    /** The whole request. */
    ByteBuf message(ByteBufAllocator allocator) {
        Network network = address.network();
        boolean binds = command == RelayProtocol.BIND;
        ByteBuf out = allocator.buffer();
        out.writeByte(RelayProtocol.VERSION);
        out.writeByte(network.isDatagram() ? command | RelayProtocol.UDP_FLAG : command);
        out.writeShort(0);
        if (!binds && !isPlainTcp(network)) {
            Features.writeNetwork(out, network);
        }
        if (login != null) {
            login.write(out);
        }
        if (binds) {
            Features.writeNetwork(out, network);
        }
        Features.writeAddress(out, address);
        return out.setShort(2, out.readableBytes() - RelayProtocol.HEADER_LENGTH);
    }

    private static boolean isPlainTcp(Network network) {
        return switch (network) {
            case TCP, TCP4, TCP6 -> true;
            case UDP, UDP4, UDP6, UNIX, SERIAL, IP -> false;
        };
    }
}
