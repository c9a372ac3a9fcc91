package io.gost.spi.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A test's end of a connection: a blocking socket whose reads have a deadline.
 *
 * <p>Not a Netty channel on purpose: what is tested and what tests it share no code.
 */
public final class Peer implements AutoCloseable {
    private final Socket socket;

    private Peer(Socket socket) {
        this.socket = socket;
    }

    static Peer of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(TestNetwork.SOCKET_BUFFER);
        socket.setSoTimeout((int) Await.patience().toMillis());
        return new Peer(socket);
    }

    static Peer connect(SocketAddress address, int receiveBuffer) {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(address, (int) Await.patience().toMillis());
            return of(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends bytes at once.
     *
     * @param bytes what to send
     * @throws IOException when the other end is gone
     */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /**
     * Sends a text at once.
     *
     * @param text ISO 8859-1
     * @throws IOException when the other end is gone
     */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Receives exactly so many bytes.
     *
     * @param count how many
     * @return the bytes
     * @throws IOException {@link EOFException} when fewer come, {@link SocketTimeoutException} when
     *     they do not come in time
     */
    public byte[] receive(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("end after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /**
     * Receives exactly so many bytes as text.
     *
     * @param count how many
     * @return ISO 8859-1
     * @throws IOException as {@link #receive}
     */
    public String receiveText(int count) throws IOException {
        return new String(receive(count), StandardCharsets.ISO_8859_1);
    }

    /**
     * Receives up to and including a text, byte by byte, so that nothing behind it is taken.
     *
     * @param end the text, such as an empty line
     * @return everything up to and including it, ISO 8859-1
     * @throws IOException as {@link #receive}
     */
    public String receiveUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
            text.append(receiveText(1));
        }
        return text.toString();
    }

    /**
     * Receives everything up to the end of the other side's output.
     *
     * @return the bytes
     * @throws IOException {@link SocketTimeoutException} when the end does not come in time
     */
    public byte[] receiveToEnd() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /**
     * Says that nothing more will be sent.
     *
     * @throws IOException when the other end is gone
     */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Waits for the end of the other side's output.
     *
     * @throws IOException {@link SocketTimeoutException} when it does not come in time
     */
    public void expectEnd() throws IOException {
        int next = socket.getInputStream().read();
        if (next >= 0) {
            throw new AssertionError("expected the end, got byte " + next);
        }
    }

    /**
     * Waits until the other side has closed the connection, in order or not, whatever it says
     * before.
     */
    public void expectClosed() {
        try {
            InputStream input = socket.getInputStream();
            input.skip(Long.MAX_VALUE);
            while (input.read() >= 0) {
                input.skip(Long.MAX_VALUE);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "connection still open after "
                            + Await.patience().toSeconds()
                            + " s; whoever fails after taking a channel closes it, and so does"
                            + " session.end(…)",
                    e);
        } catch (IOException reset) {
            // A reset is a close, too.
        }
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Breaks the connection: the other side sees a reset.
     *
     * @throws IOException when the socket cannot be closed
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * This end's address.
     *
     * @return the local address of the socket
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * The socket itself.
     *
     * @return the socket
     */
    public Socket socket() {
        return socket;
    }
}
