package io.gost.plugin.socks5;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.List;

/** The field REP of replies (RFC 1928 §6), and what each code means to the rest of the program. */
enum ReplyCode {
    SUCCEEDED(0, Category.INTERNAL, "succeeded"),
    GENERAL_FAILURE(1, Category.UNREACHABLE, "general failure"),
    NOT_ALLOWED(2, Category.DENIED, "not allowed by ruleset"),
    NETWORK_UNREACHABLE(3, Category.UNREACHABLE, "network unreachable"),
    HOST_UNREACHABLE(4, Category.UNREACHABLE, "host unreachable"),
    CONNECTION_REFUSED(5, Category.REFUSED, "connection refused"),
    TTL_EXPIRED(6, Category.TIMEOUT, "time-out"),
    COMMAND_NOT_SUPPORTED(7, Category.HANDSHAKE, "command not supported"),
    ADDRESS_TYPE_NOT_SUPPORTED(8, Category.HANDSHAKE, "address type not supported");

    /** Of a reply with an IPv6 address; names, which only BIND replies carry, need more. */
    private static final int USUAL_LENGTH = 22;

    private static final List<ReplyCode> ALL = List.of(values());

    private final int code;
    private final Category category;
    private final String meaning;

    ReplyCode(int code, Category category, String meaning) {
        this.code = code;
        this.category = category;
        this.meaning = meaning;
    }

    /** What a client is told when its target cannot be reached. */
    static ReplyCode forConnect(Category failure) {
        return switch (failure) {
            case DENIED -> NOT_ALLOWED;
            case REFUSED -> CONNECTION_REFUSED;
            case TIMEOUT -> TTL_EXPIRED;
            case RESOLVE, UNREACHABLE -> HOST_UNREACHABLE;
            // A proxy on the way is at fault: the path is broken, not the target.
            case HANDSHAKE, AUTHENTICATION -> NETWORK_UNREACHABLE;
            case CONFIG, PLUGIN, LIMIT, INTERNAL -> GENERAL_FAILURE;
        };
    }

    /** What a client is told when nobody can be awaited for it, or nobody came. */
    static ReplyCode forBind(Category failure) {
        return switch (failure) {
            case DENIED -> NOT_ALLOWED;
            case TIMEOUT -> TTL_EXPIRED;
            case RESOLVE,
                    UNREACHABLE,
                    REFUSED,
                    HANDSHAKE,
                    AUTHENTICATION,
                    CONFIG,
                    PLUGIN,
                    LIMIT,
                    INTERNAL ->
                    GENERAL_FAILURE;
        };
    }

    /** What a proxy's code means to us; codes that no RFC assigns are general failures. */
    static ReplyCode of(int code) {
        for (ReplyCode known : ALL) {
            if (known.code == code) {
                return known;
            }
        }
        return GENERAL_FAILURE;
    }

    /** The kind of failure a proxy reports with this code. */
    Category category() {
        return category;
    }

    /** What the code says, in words. */
    String meaning() {
        return meaning;
    }

    /** Sends the whole reply, without an address. */
    void send(Channel client) {
        client.writeAndFlush(reply(client.alloc()));
    }

    /** Sends the whole reply, with the address of a socket. */
    void send(Channel client, SocketAddress address) {
        client.writeAndFlush(reply(client.alloc(), address));
    }

    /** The whole reply, without an address. */
    ByteBuf reply(ByteBufAllocator allocator) {
        return reply(allocator, null);
    }

    /** The whole reply, with the address of a socket. */
    ByteBuf reply(ByteBufAllocator allocator, @Nullable SocketAddress address) {
        ByteBuf reply = allocator.buffer(USUAL_LENGTH);
        reply.writeByte(Socks5.VERSION).writeByte(code).writeByte(0);
        SocksAddress.write(reply, address);
        return reply;
    }
}
