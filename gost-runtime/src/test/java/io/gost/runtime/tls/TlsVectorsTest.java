package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.config.TlsOptionsConfig;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.WireVector;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Greetings and answers are those that GOST was recorded with in all that a configuration decides:
 * the name, the protocols, the versions. Suites, groups, signatures and the order of extensions are
 * those of the TLS library, which is another one. Not played are {@code clienthello-utls-…}: there
 * is no such transport yet, and its point is to look like another library.
 */
class TlsVectorsTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/tls.yaml");
    private static final String SERVER = "server-certificate-and-versions";
    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int VERSIONS = 43;

    /** What GOST's transports ask for on their own; ours give it to {@code TlsClient.connect}. */
    private static final Map<String, String[]> ALPN =
            Map.of(
                    "clienthello-h2", new String[] {"h2", "http/1.1"},
                    "clienthello-http2", new String[] {"h2", "http/1.1"},
                    "clienthello-grpc", new String[] {"h2"});

    static Stream<Arguments> greetings() {
        return WireVector.read(VECTORS).stream()
                .filter(vector -> vector.name().startsWith("clienthello-"))
                .filter(vector -> !vector.name().startsWith("clienthello-utls"))
                .flatMap(
                        vector ->
                                Stream.of(TlsEngine.values())
                                        .map(engine -> Arguments.of(vector, engine)));
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void clientsAskForWhatGostAsksFor(WireVector vector, TlsEngine engine) {
        Greeting recorded = Greeting.of(Unpooled.wrappedBuffer(vector.turns().getFirst().bytes()));
        boolean fromFile = vector.setup().getFirst().startsWith("gost -C");
        Greeting said =
                fromFile
                        ? greet(engine, fileBlock(vector), "localhost")
                        : greet(engine, urlBlock(vector), "127.0.0.1");
        assertThat(said.version()).isEqualTo(recorded.version());
        assertThat(said.compression()).isEqualTo(recorded.compression());
        assertThat(said.extension(SERVER_NAME)).isEqualTo(recorded.extension(SERVER_NAME));
        assertThat(said.extension(PROTOCOLS)).isEqualTo(recorded.extension(PROTOCOLS));
        assertThat(said.versions()).isEqualTo(recorded.versions());
        if (fromFile) {
            assertThat(said.suites()).containsSubsequence(recorded.suites());
        }
    }

    private static TlsConfig urlBlock(WireVector vector) {
        return TlsFixture.block()
                .alpn(ALPN.getOrDefault(vector.name(), new String[0]))
                .serverName(vector.metadata("-F ").getOrDefault("serverName", ""))
                .build();
    }

    private static TlsConfig fileBlock(WireVector vector) {
        String file = vector.setup().getFirst();
        JsonNode options =
                new YAMLMapper()
                        .readTree(file.substring(file.indexOf('\n')).replaceAll(":\\{\\w+}", ":1"))
                        .at("/chains/0/hops/0/nodes/0/dialer/tls/options");
        return TlsFixture.block()
                .options(
                        new TlsOptionsConfig(
                                options.get("minVersion").asString(),
                                options.get("maxVersion").asString(),
                                texts(options.get("cipherSuites")),
                                texts(options.get("alpn"))))
                .build();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void serversSpeakTheVersionsThatGostSpeaks(TlsEngine engine) throws InterruptedException {
        JsonNode handshakes = facts().get("handshakes");
        for (Map.Entry<String, String> version :
                Map.of("TLS 1.3", "VersionTLS13", "TLS 1.2", "VersionTLS12").entrySet()) {
            assertThat(handshakes.get(version.getKey()).asString()).startsWith("ok ");
            TlsConfig only =
                    TlsFixture.block().versions(version.getValue(), version.getValue()).build();
            try (TestNetwork network = TestNetwork.open()) {
                Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
                handshake.client(TlsFixture.client(engine, only), "test");
                assertThat(handshake.server().isActive()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS 1.1, 2", "TLS 1.0, 1"})
    void serversRefuseTheVersionsThatGostRefuses(String version, int minor) throws Exception {
        assertThat(facts().get("handshakes").get(version).asString())
                .contains("ALERT_PROTOCOL_VERSION");
        for (TlsEngine engine : TlsEngine.values()) {
            try (TestNetwork network = TestNetwork.open()) {
                Peer client = new Handshake(network, TlsFixture.server(engine, null)).plainClient();
                client.send(Hello.ofVersion(minor));
                byte[] alert = client.receiveToEnd();
                assertThat(ByteBufUtil.hexDump(alert)).matches("1503..00020246");
            }
        }
    }

    @Test
    void theDefaultCertificateIsTheOneGostMakes() {
        JsonNode recorded = facts().get("certificate");
        Duration validity = Duration.ofSeconds(recorded.get("validity_seconds").asLong());
        Instant now = Instant.parse("2026-03-04T05:06:07Z");
        X509Certificate made =
                new SelfSigned("gost.run", "GOST", validity).generate(now).chain().getFirst();
        assertThat(made.getSubjectX500Principal().getName())
                .isEqualTo(recorded.get("subject").asString());
        assertThat(made.getIssuerX500Principal().getName())
                .isEqualTo(recorded.get("issuer").asString());
        assertThat("v" + made.getVersion()).isEqualTo(recorded.get("version").asString());
        assertThat(made.getNotAfter()).isEqualTo(now.plus(validity));
        assertThat(made.getPublicKey()).isInstanceOf(ECPublicKey.class);
    }

    private static JsonNode facts() {
        return new YAMLMapper()
                .readTree(VECTORS)
                .valueStream()
                .filter(entry -> entry.get("name").asString().equals(SERVER))
                .findFirst()
                .orElseThrow()
                .get("facts");
    }

    /** The first thing that a client says to a server with an address. */
    private static Greeting greet(TlsEngine engine, TlsConfig block, String node) {
        FirstWrites said = new FirstWrites();
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            handshake.client(TlsFixture.client(engine, block), node, said);
            return Greeting.of(Unpooled.wrappedBuffer(said.bytes));
        }
    }

    /** Up to the end of the first flush. */
    private static final class FirstWrites extends ChannelOutboundHandlerAdapter {
        private final ByteBuf written = Unpooled.buffer();
        private volatile byte[] bytes = new byte[0];

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            ByteBuf out = (ByteBuf) msg;
            written.writeBytes(out, out.readerIndex(), out.readableBytes());
            ctx.write(msg, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (bytes.length == 0) {
                bytes = ByteBufUtil.getBytes(written);
            }
            ctx.flush();
        }
    }

    /** A ClientHello, read without the reader under test. */
    private record Greeting(
            int version, List<String> suites, String compression, Map<Integer, String> extensions) {
        static Greeting of(ByteBuf in) {
            assertThat(in.readUnsignedByte()).as("record").isEqualTo((short) 22);
            in.skipBytes(4);
            assertThat(in.readUnsignedByte()).as("message").isEqualTo((short) 1);
            in.skipBytes(3);
            int version = in.readUnsignedShort();
            in.skipBytes(32);
            in.skipBytes(in.readUnsignedByte());
            List<String> suites = new ArrayList<>();
            ByteBuf list = in.readSlice(in.readUnsignedShort());
            while (list.isReadable()) {
                suites.add("%04x".formatted(list.readUnsignedShort()));
            }
            String compression = ByteBufUtil.hexDump(in.readSlice(in.readUnsignedByte()));
            ByteBuf all = in.readSlice(in.readUnsignedShort());
            Map<Integer, String> extensions = new LinkedHashMap<>();
            while (all.isReadable()) {
                extensions.put(
                        all.readUnsignedShort(),
                        ByteBufUtil.hexDump(all.readSlice(all.readUnsignedShort())));
            }
            return new Greeting(version, suites, compression, extensions);
        }

        /** In hex; empty when it is not there. */
        String extension(int type) {
            return extensions.getOrDefault(type, "");
        }

        /** Those that are versions, not grease; without a list it is the one of old. */
        Set<String> versions() {
            Set<String> versions = new TreeSet<>();
            String list = extensions.getOrDefault(VERSIONS, "02%04x".formatted(version));
            for (int at = 2; at < list.length(); at += 4) {
                String version = list.substring(at, at + 4);
                if (version.startsWith("03")) {
                    versions.add(version);
                }
            }
            return versions;
        }
    }
}
