package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What becomes of clients when services are closed. */
class DrainingTest extends ConfiguredServices {
    private static final Duration LONG = Duration.ofSeconds(30);

    private Socket tunnel(Services services) throws IOException {
        Socket client = connect(services, 0);
        client.getOutputStream()
                .write(("- - " + echo() + "\nping").getBytes(StandardCharsets.UTF_8));
        assertThat(client.getInputStream().readNBytes(7)).asString().isEqualTo("ok\nping");
        return client;
    }

    @Test
    void tunnelsGoOnWhileNobodyNewIsAcceptedAndTheirEndEndsTheWait() throws IOException {
        Services services = start(services(service("a", "")));
        var address = bound(services, 0);
        try (Socket client = tunnel(services)) {
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> services.close(LONG));
            Await.until("refused", () -> refuses(address));
            client.getOutputStream().write("pong".getBytes(StandardCharsets.UTF_8));
            assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("pong");
            assertThat(closing).isNotDone();

            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEmpty();
            assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void oneMoreStreamOfAnOldConnectionIsClosedWhereASocketIsStillServed() throws IOException {
        Services services = start(services(service("a", "")));
        Service service = services.all().getFirst();
        EmbeddedChannel carrier = new EmbeddedChannel();
        try (Socket client = tunnel(services)) {
            EmbeddedChannel before = streamOf(carrier);
            service.accept(before);
            assertThat(before.isOpen()).isTrue();
            service.drain();
            EmbeddedChannel later = streamOf(carrier);
            service.accept(later);
            assertThat(later.isOpen()).isFalse();
            EmbeddedChannel socket = new EmbeddedChannel();
            service.accept(socket);
            assertThat(socket.isOpen()).isTrue();
            client.getOutputStream().write('.');
            assertThat(client.getInputStream().read()).isEqualTo('.');
            before.close();
            socket.close();
        }
    }

    private static EmbeddedChannel streamOf(EmbeddedChannel carrier) {
        return new EmbeddedChannel(
                carrier, DefaultChannelId.newInstance(), true, false, new ChannelHandler[0]);
    }

    @Test
    void whoIsNotDoneInTimeIsCut() throws IOException {
        Services services = start(services(service("a", "")));
        try (Socket client = tunnel(services)) {
            services.close(Duration.ofMillis(50));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Await.until("nobody left", () -> services.all().getFirst().clientCount() == 0);
        }
    }

    @Test
    void withoutClientsNobodyWaits() {
        Services services = start(services(service("a", "")));
        assertThat(CompletableFuture.runAsync(() -> services.close(Duration.ofHours(1))))
                .succeedsWithin(Duration.ofSeconds(10));
    }

    private static boolean refuses(java.net.InetSocketAddress address) {
        try (Socket attempt = new Socket(address.getAddress(), address.getPort())) {
            return !attempt.isConnected();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
