package io.gost.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;

/**
 * The protocols a client can ask a proxy in for a tunnel to a target; constants are named as URL
 * schemes are.
 */
enum Tunnel {
    /** A forwarder: the target is the proxy's choice. */
    TCP {
        @Override
        void handshake(Socket proxy, InetSocketAddress target, @Nullable Login login) {
            // nothing is said
        }
    },
    /** RFC 9110, CONNECT. */
    HTTP {
        @Override
        void handshake(Socket proxy, InetSocketAddress target, @Nullable Login login)
                throws IOException {
            String authority = target.getHostString() + ":" + target.getPort();
            String request = httpRequest("CONNECT", authority, authority, login);
            proxy.getOutputStream().write(request.getBytes(ISO_8859_1));
            String head = readHead(proxy.getInputStream());
            if (!head.startsWith("HTTP/1.1 200 ")) {
                throw new IOException(
                        "refused: " + head.lines().findFirst().orElse("end of input"));
            }
        }
    },
    /**
     * With the name of the host inside, SOCKS4a, when the target is unresolved. The user id is the
     * login's.
     */
    SOCKS4 {
        @Override
        void handshake(Socket proxy, InetSocketAddress target, @Nullable Login login)
                throws IOException {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(new byte[] {4, 1});
            writePort(request, target);
            request.writeBytes(
                    target.isUnresolved()
                            ? new byte[] {0, 0, 0, 1}
                            : target.getAddress().getAddress());
            if (login != null) {
                request.writeBytes(login.user().getBytes(ISO_8859_1));
            }
            request.write(0);
            if (target.isUnresolved()) {
                request.writeBytes(target.getHostString().getBytes(ISO_8859_1));
                request.write(0);
            }
            proxy.getOutputStream().write(request.toByteArray());
            byte[] reply = readFully(proxy.getInputStream(), 8);
            if (reply[1] != 90) {
                throw new IOException("refused: " + reply[1]);
            }
        }
    },
    /** RFC 1928, and RFC 1929 with a login. */
    SOCKS5 {
        @Override
        void handshake(Socket proxy, InetSocketAddress target, @Nullable Login login)
                throws IOException {
            InputStream in = proxy.getInputStream();
            proxy.getOutputStream().write(new byte[] {5, 1, (byte) (login == null ? 0 : 2)});
            byte[] choice = readFully(in, 2);
            if (choice[1] == 2 && login != null) {
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                request.write(1);
                writeString(request, login.user());
                writeString(request, login.password());
                proxy.getOutputStream().write(request.toByteArray());
                if (readFully(in, 2)[1] != 0) {
                    throw new IOException("refused: login");
                }
            } else if (choice[1] != 0) {
                throw new IOException("refused: method " + choice[1]);
            }
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(new byte[] {5, 1, 0});
            if (target.isUnresolved()) {
                request.write(3);
                writeString(request, target.getHostString());
            } else {
                byte[] address = target.getAddress().getAddress();
                request.write(address.length == 4 ? 1 : 4);
                request.writeBytes(address);
            }
            writePort(request, target);
            proxy.getOutputStream().write(request.toByteArray());
            byte[] reply = readFully(in, 5);
            int addressLength =
                    switch (reply[3]) {
                        case 1 -> 4;
                        case 4 -> 16;
                        default -> 1 + (reply[4] & 0xff);
                    };
            readFully(in, addressLength - 1 + 2);
            if (reply[1] != 0) {
                throw new IOException("refused: " + reply[1]);
            }
        }
    };

    record Login(String user, String password) {}

    private static final int TIMEOUT_MILLIS = 30_000;

    /**
     * Asks an open connection for the target; an answer other than yes is an {@link IOException}.
     */
    abstract void handshake(Socket proxy, InetSocketAddress target, @Nullable Login login)
            throws IOException;

    /** As in a URL. */
    String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Connects to a proxy, and through it to a target. Reads from the socket time out. */
    Socket open(InetSocketAddress proxy, InetSocketAddress target, @Nullable Login login)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(proxy, TIMEOUT_MILLIS);
            handshake(socket, target, login);
            return socket;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    Socket open(InetSocketAddress proxy, InetSocketAddress target) throws IOException {
        return open(proxy, target, null);
    }

    /** A request without a body, to a proxy. */
    static String httpRequest(String method, String target, String host, @Nullable Login login) {
        StringBuilder head = new StringBuilder();
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        if (login != null) {
            byte[] pair = (login.user() + ":" + login.password()).getBytes(ISO_8859_1);
            head.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(pair))
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static byte[] readFully(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "refused: closed after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** A message's head, up to the empty line and not a byte further; empty at the end of input. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0 && head.isEmpty()) {
                return "";
            } else if (octet < 0) {
                throw new EOFException("closed inside a head: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static void writePort(ByteArrayOutputStream out, InetSocketAddress target) {
        out.write(target.getPort() >> 8);
        out.write(target.getPort());
    }

    private static void writeString(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
