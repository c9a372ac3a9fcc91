package io.gost.spi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * One datagram with the address of its other end, on a channel that talks to many peers.
 *
 * <p>Inbound, the address is where the datagram came from; outbound, where it is to go. The host
 * may be a name; who owns the final socket resolves it. The datagram owns its payload and is
 * released like any buffer holder.
 */
public final class Datagram extends DefaultByteBufHolder {
    private final Target address;

    /**
     * Creates a datagram.
     *
     * @param address the other end
     * @param payload the bytes; ownership passes to the datagram
     */
    public Datagram(Target address, ByteBuf payload) {
        super(payload);
        this.address = address;
    }

    /**
     * The other end.
     *
     * @return source of an inbound, destination of an outbound datagram
     */
    public Target address() {
        return address;
    }

    @Override
    public Datagram replace(ByteBuf content) {
        return new Datagram(address, content);
    }

    @Override
    public Datagram retain() {
        super.retain();
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Datagram datagram
                && datagram.address.equals(address)
                && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + super.hashCode();
    }

    @Override
    public String toString() {
        return "Datagram[" + address + ", " + content().readableBytes() + " bytes]";
    }
}
