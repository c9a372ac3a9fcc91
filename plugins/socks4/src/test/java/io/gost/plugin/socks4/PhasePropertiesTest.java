package io.gost.plugin.socks4;

import io.gost.spi.Target;
import io.gost.spi.testkit.PhaseCase;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever a peer sends, and however it is cut into packets. */
class PhasePropertiesTest {
    @Provide
    Arbitrary<PhaseCase> phases() {
        return Arbitraries.of(
                new PhaseCase("request", RequestPhase::new, 520, "04010050"),
                new PhaseCase("socks4a request", RequestPhase::new, 520, "0401005000000001"),
                new PhaseCase(
                        "connect",
                        () -> ConnectPhase.byName(Target.tcp("example.com", 80), new byte[0]),
                        8,
                        "005a"));
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
}
