package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** What a change does to listeners of datagrams, whose sockets do not change hands. */
class DatagramChangeTest extends ConfiguredServices {
    private static final String LOOPBACK = "127.0.0.1:";

    private static int unusedDatagramPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String datagrams(String type, String address, int ttl, String target) {
        return """
        - name: u
          addr: '%s'
          handler: {type: plain-forward}
          listener: {type: %s, metadata: {ttl: %ds}}
          forwarder: {nodes: [{name: e, addr: '%s'}]}
        """
                .formatted(address, type, ttl, target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-udp", "lasting-udp"})
    void aListenerIsChangedHoweverOftenWhileItIsInUse(String type) throws IOException {
        String target = datagramEcho();
        String address = LOOPBACK + unusedDatagramPort();
        Services services = start(services(datagrams(type, address, 30, target)));
        ask(services, "first");
        for (int i = 1; i < 20; i++) {
            services = change(services, services(datagrams(type, address, 30 + i, target)));
            assertThat(address(services, 0)).isEqualTo(address);
            ask(services, "change " + i);
        }
    }

    @Test
    void connectionsGoOnOnTheSocketThatTheNextListenerGoesOnWith() throws IOException {
        String target = datagramEcho();
        String address = LOOPBACK + unusedDatagramPort();
        Services before = start(services(datagrams("lasting-udp", address, 30, target)));
        try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ask(client, before, "before");
            Services after =
                    change(before, services(datagrams("lasting-udp", address, 31, target)));
            ask(client, after, "after");
            assertThat(after.all().getFirst().clientCount()).isEqualTo(1);
        }
    }

    @Test
    void aSocketThatWasLeftOpenGivesWayToAListenerOfAnotherKind() throws IOException {
        String target = datagramEcho();
        String address = LOOPBACK + unusedDatagramPort();
        Services before = start(services(datagrams("lasting-udp", address, 30, target)));
        ask(before, "before");
        Services after = change(before, services(datagrams("plain-udp", address, 30, target)));
        ask(after, "after");
    }

    @Test
    void aSocketThatWasLeftOpenIsGoneOnWithByAServiceThatComesLater() throws IOException {
        String target = datagramEcho();
        String address = LOOPBACK + unusedDatagramPort();
        Services before = start(services(datagrams("lasting-udp", address, 30, target)));
        try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ask(client, before, "before");
            Service old = before.all().getFirst();
            Services without = change(before, services(service("other", "")));
            Services after =
                    change(without, services(datagrams("lasting-udp", address, 30, target)));
            ask(client, after, "after");
            // It is still the old service's session.
            assertThat(old.clientCount()).isEqualTo(1);
            ask(after, "somebody else");
            assertThat(after.all().getFirst().clientCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-udp", "lasting-udp"})
    void aChangeThatFailsGivesTheAddressBack(String type) throws IOException {
        String target = datagramEcho();
        String address = LOOPBACK + unusedDatagramPort();
        Services before = start(services(datagrams(type, address, 30, target)));
        ask(before, "before");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String blocked =
                    service("b", "").replace(LOOPBACK + "0", LOOPBACK + taken.getLocalPort());
            assertThatThrownBy(
                            () ->
                                    change(
                                            before,
                                            services(
                                                    datagrams(type, address, 31, target), blocked)))
                    .isInstanceOf(GostException.class)
                    .hasMessageContaining("service b");
        }
        ask(before, "after");
    }

    private static void ask(Services services, String text) throws IOException {
        try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ask(client, services, text);
        }
    }

    private static void ask(DatagramSocket client, Services services, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.setSoTimeout(5_000);
        client.send(new DatagramPacket(bytes, bytes.length, bound(services, 0)));
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        client.receive(answer);
        assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }
}
