package io.gost.plugin.relay;

import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.List;

/** The status of a response, and what each means to the rest of the program. */
enum Status {
    OK(0, Category.INTERNAL, "OK"),
    BAD_REQUEST(1, Category.HANDSHAKE, "Bad Request"),
    UNAUTHORIZED(2, Category.AUTHENTICATION, "Unauthorized"),
    FORBIDDEN(3, Category.DENIED, "Forbidden"),
    TIMEOUT(4, Category.TIMEOUT, "Timeout"),
    SERVICE_UNAVAILABLE(5, Category.UNREACHABLE, "Service Unavailable"),
    HOST_UNREACHABLE(6, Category.UNREACHABLE, "Host Unreachable"),
    NETWORK_UNREACHABLE(7, Category.UNREACHABLE, "Network Unreachable"),
    INTERNAL_SERVER_ERROR(8, Category.UNREACHABLE, "Internal Server Error");

    /** Of a response with an IPv6 address. */
    private static final int USUAL_LENGTH = 26;

    private static final List<Status> ALL = List.of(values());

    private final int code;
    private final Category category;
    private final String meaning;

    Status(int code, Category category, String meaning) {
        this.code = code;
        this.category = category;
        this.meaning = meaning;
    }

    /** What a client is told when its target cannot be reached. */
    static Status forConnect(Category failure) {
        return switch (failure) {
            case DENIED -> FORBIDDEN;
            case TIMEOUT -> TIMEOUT;
            case RESOLVE, REFUSED -> HOST_UNREACHABLE;
            // When a proxy on the way is at fault, the path is broken and not the target.
            case UNREACHABLE, HANDSHAKE, AUTHENTICATION -> NETWORK_UNREACHABLE;
            case LIMIT -> SERVICE_UNAVAILABLE;
            case CONFIG, PLUGIN, INTERNAL -> INTERNAL_SERVER_ERROR;
        };
    }

    /** What a client is told when no target of the forwarder can be reached. */
    static Status forForward(Category failure) {
        return switch (failure) {
            case DENIED -> FORBIDDEN;
            case RESOLVE, REFUSED, UNREACHABLE, TIMEOUT, HANDSHAKE, AUTHENTICATION ->
                    HOST_UNREACHABLE;
            case LIMIT, CONFIG, PLUGIN, INTERNAL -> SERVICE_UNAVAILABLE;
        };
    }

    /** What a client is told when nobody can be awaited for it. */
    static Status forBind(Category failure) {
        return switch (failure) {
            case DENIED -> FORBIDDEN;
            case RESOLVE,
                    REFUSED,
                    UNREACHABLE,
                    TIMEOUT,
                    HANDSHAKE,
                    AUTHENTICATION,
                    LIMIT,
                    CONFIG,
                    PLUGIN,
                    INTERNAL ->
                    SERVICE_UNAVAILABLE;
        };
    }

    /** What a server's number means to us; numbers from newer versions are general failures. */
    static Status of(int code) {
        for (Status known : ALL) {
            if (known.code == code) {
                return known;
            }
        }
        return INTERNAL_SERVER_ERROR;
    }

    /** The kind of failure a server reports with this status. */
    Category category() {
        return category;
    }

    /** What the status says, in words. */
    String meaning() {
        return meaning;
    }

    /** The whole response, without features. */
    ByteBuf response(ByteBufAllocator allocator) {
        return response(allocator, null);
    }

    /** The whole response, with the address of a socket if there is one to tell. */
    ByteBuf response(ByteBufAllocator allocator, @Nullable SocketAddress address) {
        ByteBuf out =
                allocator.buffer(address == null ? RelayProtocol.HEADER_LENGTH : USUAL_LENGTH);
        out.writeByte(RelayProtocol.VERSION).writeByte(code).writeShort(0);
        if (address != null) {
            Features.writeAddress(out, address);
            out.setShort(2, out.readableBytes() - RelayProtocol.HEADER_LENGTH);
        }
        return out;
    }
}
