package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.SocksAddress;
import io.gost.spi.testkit.PhaseCase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever a peer sends, and however it is cut into packets. */
class PhasePropertiesTest {
    private static final Login LOGIN = Login.of(Credentials.of("user", "pass1"), "test");

    @Provide
    Arbitrary<PhaseCase> phases() {
        return Arbitraries.of(
                new PhaseCase(
                        "greeting",
                        () -> new GreetingPhase(Method.withLogin(Security.NEGOTIATED)),
                        257,
                        "05"),
                new PhaseCase("login", LoginPhase::new, 513, "01"),
                new PhaseCase("request", RequestPhase::new, 262, "050100"),
                new PhaseCase(
                        "offer", () -> new OfferPhase(Method.known(Security.NEGOTIATED)), 2, "05"),
                new PhaseCase("credentials", () -> new CredentialsPhase(LOGIN), 2, "01"),
                new PhaseCase(
                        "connect",
                        () -> new CommandPhase(Socks5.CONNECT, Target.tcp("example.com", 80)),
                        262,
                        "050000"));
    }

    @Property(tries = 300)
    void noiseEndsInAnAnswerOrAClosedChannel(
            @ForAll("phases") PhaseCase tried, @ForAll @Size(max = 600) byte[] noise) {
        tried.survives(noise);
    }

    @Property(tries = 300)
    void noiseBehindAGoodBeginningDoes(
            @ForAll("phases") PhaseCase tried, @ForAll @Size(max = 600) byte[] noise) {
        tried.survivesBehindItsBeginning(noise);
    }

    @Property(tries = 300)
    void addressesComeBackAsTheyWere(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(max = 255) String name,
            @ForAll @IntRange(max = 65_535) int port) {
        Target target = Target.tcp(name, port);
        ByteBuf field = Unpooled.buffer();
        SocksAddress.write(field, target);

        assertThat(SocksAddress.length(field, 0)).isEqualTo(field.readableBytes());
        assertThat(SocksAddress.read(field)).isEqualTo(target);
        assertThat(field.isReadable()).isFalse();
    }

    @Property(tries = 300)
    void ipv6AddressesComeBackAsTheyWere(@ForAll @Size(16) byte[] bytes) {
        ByteBuf field = Unpooled.buffer().writeByte(4).writeBytes(bytes).writeShort(443);
        Target read = SocksAddress.read(field);
        ByteBuf again = Unpooled.buffer();
        SocksAddress.write(again, read);

        assertThat(SocksAddress.read(again)).isEqualTo(read);
        assertThat(read.isLiteral()).isTrue();
        assertThat(read.network()).isIn(Network.TCP4, Network.TCP6);
    }
}
