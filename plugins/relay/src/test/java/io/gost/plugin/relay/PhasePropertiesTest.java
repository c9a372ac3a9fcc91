package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.DatagramFrames;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.PhaseCase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PhasePropertiesTest {
    private static final int LONGEST = 65_539;
    private static final Target TARGET = Target.tcp("example.com", 80);

    @Provide
    Arbitrary<PhaseCase> phases() {
        return Arbitraries.of(
                new PhaseCase("request", RequestPhase::new, LONGEST, "0101"),
                new PhaseCase("short request", RequestPhase::new, LONGEST, "01010010"),
                new PhaseCase("address", RequestPhase::new, LONGEST, "0101000d02000a03"),
                new PhaseCase("user", RequestPhase::new, LONGEST, "0101000c010009"),
                new PhaseCase("response", () -> new ResponsePhase(TARGET), LONGEST, "0100"),
                new PhaseCase(
                        "asked",
                        () -> new ResponsePhase(Question.connect(TARGET, null)),
                        LONGEST,
                        "0100000a020007"));
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
    void noiseInFramesGivesDatagramsOrClosesTheChannel(@ForAll @Size(max = 600) byte[] noise) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Parking.park(channel);
        DatagramFrames.over(channel);
        channel.writeInbound(Unpooled.wrappedBuffer(noise));
        channel.finishAndReleaseAll();
    }

    @Property(tries = 100)
    void datagramsComeBackAsTheyWere(
            @ForAll @Size(min = 1, max = 600) byte[] payload,
            @ForAll @IntRange(max = 65_535) int port) {
        EmbeddedChannel channel = new EmbeddedChannel(new LengthFrames());
        channel.writeOutbound(Unpooled.wrappedBuffer(payload));
        ByteBuf wire = channel.readOutbound();
        channel.writeInbound(wire);
        ByteBuf back = channel.readInbound();
        assertThat(back).isEqualTo(Unpooled.wrappedBuffer(payload));
        back.release();
        channel.finishAndReleaseAll();

        EmbeddedChannel framed = new EmbeddedChannel();
        Parking.park(framed);
        DatagramFrames.over(framed);
        Target peer = new Target(Network.UDP, "peer.test", port);
        framed.writeOutbound(new Datagram(peer, Unpooled.wrappedBuffer(payload)));
        ByteBuf frame = framed.readOutbound();
        assertThat(frame.getUnsignedShort(0)).isEqualTo(payload.length);
        frame.release();
        framed.finishAndReleaseAll();
    }
}
