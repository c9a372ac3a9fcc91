package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The kinds of address that can be bound on a proxy, and how they are visited. */
enum Remote {
    /** Connections. */
    RTCP {
        @Override
        Target target() throws IOException {
            Server echo = Server.echo();
            return new Target(echo.address().getPort(), echo::close);
        }

        @Override
        void expectAVisitorToBeServed(InetSocketAddress address) throws IOException {
            byte[] sent = new byte[1 << 20];
            new Random(1).nextBytes(sent);
            try (Socket visitor = new Socket(address.getAddress(), address.getPort())) {
                visitor.setSoTimeout(TIMEOUT_MILLIS);
                assertThat(Arrays.equals(Exchange.echo(visitor, sent), sent)).isTrue();
            }
        }

        @Override
        boolean isFree(InetSocketAddress address) throws IOException {
            try (ServerSocket free = new ServerSocket(address.getPort(), 1, address.getAddress())) {
                return free.isBound();
            } catch (BindException taken) {
                return false;
            }
        }
    },
    /** Datagrams. */
    RUDP {
        @Override
        Target target() throws IOException {
            DatagramEcho echo = new DatagramEcho();
            return new Target(echo.port(), echo::close);
        }

        @Override
        void expectAVisitorToBeServed(InetSocketAddress address) throws IOException {
            DatagramClient.expectEcho(address, 1, 512, 1_472, 4_000);
        }

        @Override
        boolean isFree(InetSocketAddress address) throws IOException {
            try (DatagramSocket free = new DatagramSocket(address)) {
                return free.isBound();
            } catch (BindException taken) {
                return false;
            }
        }
    };

    private static final int AT_ONCE = 10;
    private static final int TIMEOUT_MILLIS = 20_000;

    /** Sends back what it gets. */
    record Target(int port, Closeable echo) implements Closeable {
        @Override
        public void close() throws IOException {
            echo.close();
        }
    }

    abstract Target target() throws IOException;

    abstract void expectAVisitorToBeServed(InetSocketAddress address) throws IOException;

    /** One alone, then several together. */
    void expectVisitorsToBeServed(InetSocketAddress address) throws IOException {
        expectAVisitorToBeServed(address);
        Stream.generate(() -> Exchange.inBackground(() -> expectAVisitorToBeServed(address)))
                .limit(AT_ONCE)
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Whether nobody has the address any more. */
    abstract boolean isFree(InetSocketAddress address) throws IOException;

    /** The service that binds any port on a proxy's loopback, for a target on this one. */
    String service(Target target) {
        return name().toLowerCase(Locale.ROOT)
                + "://127.0.0.1:0/127.0.0.1:%d?ttl=1m".formatted(target.port());
    }
}
