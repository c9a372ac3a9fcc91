package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.GostException;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Files that change while connections use what they said. */
class TlsReloadTest {
    @TempDir private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Queue<SubstituteLoggingEvent> log = new ConcurrentLinkedQueue<>();
    private final EventLoop loop = new DefaultEventLoop();

    private Path cert() {
        return directory.resolve("cert.pem");
    }

    private Path key() {
        return directory.resolve("key.pem");
    }

    private CurrentTls current(TlsEngine engine) {
        TlsConfig block = TlsFixture.block().certificate(cert(), key()).build();
        Tls tls = new Tls(null, engine, directory, directory.resolve("kept"), NOPLogger.NOP_LOGGER);
        return current(() -> tls.ownState(block));
    }

    private CurrentTls current(Supplier<TlsState> loader) {
        return new CurrentTls(
                loader,
                TlsRules.of(null),
                () -> 0,
                new SubstituteLogger("test", log, false),
                nanos::get,
                now::get);
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void newFilesAreUsedByLaterHandshakesAndConnectionsGoOn(TlsEngine engine) throws Exception {
        TlsFixture.write("old.test", cert(), key());
        CurrentTls current = current(engine);
        TlsClient trustsOld = pinned(engine, "old.pem");
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, new ServerTls(current));
            Peer near = network.bridge(handshake.client(trustsOld, "old.test"));
            Peer far = network.bridge(handshake.server());

            TlsFixture.write("new.test", cert(), key());
            TlsClient trustsNew = pinned(engine, "new.pem");
            current.look();

            network.bridge(handshake.client(trustsNew, "new.test"));
            handshake.server();
            near.send("still there");
            assertThat(far.receiveText(11)).isEqualTo("still there");
        }
    }

    @Test
    void filesAreLookedAtOnceASecondAndOnlyWhenSomebodyConnects() {
        TlsFixture.write("old.test", cert(), key());
        CurrentTls current = current(TlsEngine.JDK);
        X509Certificate old = shown(current);
        TlsFixture.write("new.test", cert(), key());

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(shown(current)).isEqualTo(old);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        Await.until("the new certificate is shown", () -> !shown(current).equals(old));
    }

    @Test
    void whatChangesWhileFilesAreReadIsReadAgain() {
        TlsFixture.write("old.test", cert(), key());
        TlsConfig block = TlsFixture.block().certificate(cert(), key()).build();
        Tls tls =
                new Tls(
                        null,
                        TlsEngine.JDK,
                        directory,
                        directory.resolve("kept"),
                        NOPLogger.NOP_LOGGER);
        Queue<String> meanwhile = new ConcurrentLinkedQueue<>();
        CurrentTls current =
                current(
                        () -> {
                            TlsState state = tls.ownState(block);
                            meanwhile.forEach(name -> TlsFixture.write(name, cert(), key()));
                            meanwhile.clear();
                            return state;
                        });
        shown(current);
        TlsFixture.write("second.test", cert(), key());
        meanwhile.add("third.test");
        current.look();
        X509Certificate second = shown(current);
        current.look();
        assertThat(shown(current)).isNotEqualTo(second);
    }

    @Test
    void brokenFilesChangeNothingAndAreReportedOnce() throws IOException {
        TlsFixture.write("old.test", cert(), key());
        CurrentTls current = current(TlsEngine.JDK);
        X509Certificate old = shown(current);
        Files.writeString(cert(), "nonsense");
        current.look();
        current.look();
        assertThat(shown(current)).isEqualTo(old);
        assertThat(errors()).isEqualTo(1);

        Files.delete(cert());
        current.look();
        assertThat(shown(current)).isEqualTo(old);
        assertThat(errors()).isEqualTo(2);

        TlsFixture.write("new.test", cert(), key());
        current.look();
        assertThat(shown(current)).isNotEqualTo(old);
    }

    @Test
    void whoeverAsksForTheMaterialGetsThatOfTheFilesAsTheyAre() {
        TlsFixture.write("old.test", cert(), key());
        CurrentTls current = current(TlsEngine.JDK);
        X509Certificate old = current.get().material().chain().getFirst();
        TlsFixture.write("new.test", cert(), key());
        assertThat(current.get().material().chain()).containsExactly(old);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(current.get().material().chain()).doesNotContain(old);
    }

    @Test
    void whoeverAsksForTheMaterialGetsThatOfTheLatestTopLevelBlock() {
        TlsFixture.write("old.test", cert(), key());
        TlsConfig before = TlsFixture.block().certificate(cert(), key()).build();
        Path kept = directory.resolve("kept");
        Tls tls = new Tls(before, TlsEngine.JDK, directory, kept, NOPLogger.NOP_LOGGER);
        TlsServer server = tls.server(null);
        List<X509Certificate> old = server.material().chain();
        Path cert = directory.resolve("other-cert.pem");
        Path key = directory.resolve("other-key.pem");
        Identity other = TlsFixture.write("new.test", cert, key);
        tls.follow(TlsFixture.block().certificate(cert, key).build());
        assertThat(server.material().chain()).isEqualTo(other.chain()).isNotEqualTo(old);
    }

    @Test
    void aDefaultCertificateThatExpiresIsMadeAnew() {
        AtomicInteger loads = new AtomicInteger();
        CurrentTls current = current(() -> defaultState(loads));
        X509Certificate first = shown(current);
        now.set(first.getNotAfter().toInstant().minusMillis(1));
        current.look();
        assertThat(shown(current)).isEqualTo(first);
        now.set(first.getNotAfter().toInstant());
        current.look();
        assertThat(shown(current)).isNotEqualTo(first);
        current.look(); // finds the files that it has written itself
        int settled = loads.get();
        current.look();
        assertThat(loads).hasValue(settled);
    }

    @Test
    void aCertificateThatStaysExpiredIsNotReadAgainAndAgain() {
        TlsFixture.write("own.test", cert(), key());
        TlsConfig block = TlsFixture.block().certificate(cert(), key()).build();
        Tls tls = TlsFixture.tls(TlsEngine.JDK);
        AtomicInteger loads = new AtomicInteger();
        CurrentTls current =
                current(
                        () -> {
                            loads.incrementAndGet();
                            return tls.ownState(block);
                        });
        now.set(shown(current).getNotAfter().toInstant());
        current.look();
        current.look();
        current.look();
        assertThat(loads).hasValue(2);
    }

    private TlsState defaultState(AtomicInteger loads) {
        loads.incrementAndGet();
        DefaultIdentity kind =
                new DefaultIdentity(
                        directory,
                        directory.resolve("kept"),
                        new SelfSigned("a", "b", Duration.ofDays(1)),
                        now::get,
                        NOPLogger.NOP_LOGGER);
        Identity identity = kind.load();
        TlsMaterial material =
                new TlsMaterial(
                        identity.key(),
                        identity.chain(),
                        Trust.anybody(),
                        false,
                        false,
                        "",
                        List.of(),
                        false,
                        Set.of());
        return TlsState.server(TlsEngine.JDK, TlsRules.of(null), material, kind.files());
    }

    @Test
    void badFilesOfABlockAreAProblemOfTheConfiguration() {
        TlsConfig block = TlsFixture.block().certificate(cert(), key()).build();
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> TlsFixture.server(TlsEngine.JDK, block))
                .withMessage("certFile \"" + cert() + "\" cannot be read: no such file");
    }

    private TlsClient pinned(TlsEngine engine, String name) throws IOException {
        Path copy = Files.copy(cert(), directory.resolve(name));
        return TlsFixture.client(engine, TlsFixture.block().ca(copy).build());
    }

    private X509Certificate shown(CurrentTls current) {
        return Await.result(current.forHandshake(loop)).material().chain().getFirst();
    }

    private long errors() {
        return log.stream().filter(event -> event.getLevel() == Level.ERROR).count();
    }
}
