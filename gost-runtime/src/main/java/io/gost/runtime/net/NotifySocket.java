package io.gost.runtime.net;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Socket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix domain socket, which the JDK cannot do, by the native transport.
 *
 * <p><b>Threads.</b> Any; sending does not block.
 */
public final class NotifySocket implements AutoCloseable {
    private final Socket socket;
    private final byte[] address;

    private NotifySocket(Socket socket, byte[] address) {
        this.socket = socket;
        this.address = address;
    }

    /**
     * Opens a socket of the system's own choice of name.
     *
     * @param address whom to send to: a path, or {@code @} and a name of the abstract namespace
     * @return the socket
     * @throws GostException when this system has no such sockets
     */
    public static NotifySocket open(String address) {
        boolean abstractName = address.startsWith("@");
        if (!abstractName && !address.startsWith("/")) {
            throw new GostException(
                    Category.CONFIG, "\"" + address + "\" is neither a path nor an abstract name");
        }
        if (Transport.best() != Transport.EPOLL) {
            throw new GostException(Category.INTERNAL, "the native transport is not there");
        }
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (abstractName) {
            name[0] = 0;
        }
        return new NotifySocket(Socket.newSocketDomainDgram(), name);
    }

    /**
     * Sends a datagram.
     *
     * @param text what
     * @throws IOException when it cannot be delivered now
     */
    public void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf datagram = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        try {
            socket.sendToAddressDomainSocket(
                    datagram.memoryAddress(),
                    datagram.readerIndex(),
                    datagram.writerIndex(),
                    address);
        } finally {
            datagram.release();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing can be done about it, and nothing is lost.
        }
    }
}
