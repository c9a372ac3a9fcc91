package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Dialer;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Secret;
import io.gost.spi.Target;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What GOST was recorded with, as far as it is a choice of GOST's: version, protocols, limits and
 * the hiding of datagrams. Suites, groups and the order of things are those of the library, and the
 * sizes of datagrams follow from them. Not played are {@code h3}, {@code wt} and {@code masque},
 * which are transports that this version lacks, and {@code quic-326}: it differs in the idle
 * time-out alone, of which the shorter of both sides counts.
 */
class QuicVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/quic.yaml");
    private static final String KEY = "0123456789abcdef";
    private static final Pattern HIDDEN =
            Pattern.compile("of (\\d+) bytes starting ([0-9a-f]+);.*\\(total (\\d+)\\)");
    private static final int NONCE = 12;

    /** Ours are larger: GOST's 100 streams share what readers that stopped leave lying around. */
    private static final Map<String, Integer> AT_LEAST =
            Map.of(
                    "initial_max_data", 0x04,
                    "initial_max_stream_data_bidi_local", 0x05,
                    "initial_max_stream_data_bidi_remote", 0x06,
                    "active_connection_id_limit", 0x0e);

    private static final Map<String, Integer> SAME =
            Map.of("max_idle_timeout", 0x01, "max_udp_payload_size", 0x03);

    private static final int STREAMS_OF_THE_SERVER = 0x08;

    @Test
    void clientsGreetAsGostsDo() throws Exception {
        JsonNode recorded = vector("quic").at("/facts/client_hello");
        InitialPackets said = greet(Map.of());
        assertThat(said.version()).isEqualTo(1);
        QuicHello hello = QuicHello.of(said.crypto());
        assertThat(hello.version()).isEqualTo(recorded.get("legacy version").asString());
        assertThat(hello.compression()).isEqualTo(recorded.get("compression").asString());
        assertThat(hello.suites())
                .containsExactlyInAnyOrder(recorded.get("cipher suites").asString().split(" ", -1));
        assertThat(hello.protocols())
                .containsExactly(recorded.get("extension 16 ALPN").asString().split(",", -1));
        assertThat(hello.versions())
                .contains(recorded.get("extension 43 supported_versions").asString().substring(2))
                .doesNotContain("0303");
        assertThat(hello.serverName()).as("of an address").isEmpty();
        JsonNode limits = recorded.get("quic_transport_parameters");
        SAME.forEach(
                (name, id) ->
                        assertThat(hello.parameter(id))
                                .as(name)
                                .isEqualTo(limits.get(name).asLong()));
        AT_LEAST.forEach(
                (name, id) ->
                        assertThat(hello.parameter(id))
                                .as(name)
                                .isGreaterThanOrEqualTo(limits.get(name).asLong()));
        assertThat(hello.parameter(STREAMS_OF_THE_SERVER)).as("servers open no streams").isZero();
    }

    @Test
    void datagramsAreHiddenAsGostHidesThem() throws GeneralSecurityException {
        EmbeddedChannel socket =
                new EmbeddedChannel(new DatagramCipher(Secret.of(KEY), new SecureRandom()));
        for (JsonNode turn : vector("quic-cipherkey").get("exchange")) {
            Matcher meaning = HIDDEN.matcher(turn.get("meaning").asString());
            assertThat(meaning.find()).isTrue();
            byte[] recorded = HexFormat.of().parseHex(turn.get("hex").asString());
            assertThat(beginning(recorded)).startsWith(meaning.group(2));

            byte[] plain = new byte[Integer.parseInt(meaning.group(1))];
            byte[] start = HexFormat.of().parseHex(meaning.group(2));
            System.arraycopy(start, 0, plain, 0, start.length);
            byte[] hidden = hide(socket, plain);
            assertThat(hidden).hasSize(Integer.parseInt(meaning.group(3)));
            assertThat(beginning(Arrays.copyOf(hidden, recorded.length)))
                    .startsWith(meaning.group(2));
        }
        socket.finishAndReleaseAll();
    }

    private static byte[] hide(EmbeddedChannel socket, byte[] plain) {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        socket.writeOutbound(
                new io.netty.channel.socket.DatagramPacket(
                        Unpooled.directBuffer().writeBytes(plain), anywhere, anywhere));
        io.netty.channel.socket.DatagramPacket hidden = socket.readOutbound();
        try {
            return ByteBufUtil.getBytes(hidden.content());
        } finally {
            hidden.release();
        }
    }

    /** GCM is counter mode from 2 on, so that a beginning can be read without the end. */
    private static String beginning(byte[] hidden) throws GeneralSecurityException {
        byte[] counter = Arrays.copyOf(hidden, 16);
        Arrays.fill(counter, NONCE, 16, (byte) 0);
        counter[15] = 2;
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
                new IvParameterSpec(counter));
        return HexFormat.of().formatHex(cipher.doFinal(hidden, NONCE, hidden.length - NONCE));
    }

    /** What a dialer sends to a server that does not answer, up to the end of its greeting. */
    private static InitialPackets greet(Map<String, ?> metadata) throws Exception {
        try (TestNetwork network = TestNetwork.open();
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            InetSocketAddress node = (InetSocketAddress) server.getLocalSocketAddress();
            Dialer dialer =
                    new QuicDialerProvider()
                            .create(
                                    QuicOptions.ofDialer(Options.of(metadata)),
                                    new TestDialerContext(network, "", null));
            EventLoop loop = network.nextLoop();
            TestDialRequest request =
                    new TestDialRequest(network, loop, Target.of(Network.TCP, node), node);
            loop.execute(() -> dialer.dial(request).whenComplete((_, _) -> {}));
            InitialPackets packets = new InitialPackets();
            while (!packets.isComplete()) {
                DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
                server.receive(packet);
                packets.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
            dialer.close();
            return packets;
        }
    }

    private static JsonNode vector(String name) {
        return new YAMLMapper()
                .readTree(VECTORS)
                .valueStream()
                .filter(entry -> entry.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
