package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class DefaultIdentityTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir private Path directory;

    @Test
    void theGeneratedCertificateIsTheOneGostMakes() throws Exception {
        X509Certificate made = load(NOW).chain().getFirst();

        made.verify(made.getPublicKey());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=gost.run,O=GOST");
        assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(made.getSerialNumber().signum()).isPositive();
        assertThat(made.getSerialNumber().bitLength()).isBetween(64, 128);
        assertThat(made.getNotBefore()).isEqualTo(NOW);
        assertThat(made.getNotAfter()).isEqualTo(NOW.plus(YEAR));
        assertThat(made.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(made.getKeyUsage())
                .containsExactly(true, false, false, false, false, true, false, false, false);
        assertThat(made.getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1");
        assertThat(made.getSubjectAlternativeNames()).containsExactly(List.of(2, "gost.run"));
        assertThat(made.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(made.getNonCriticalExtensionOIDs()).contains("2.5.29.14");
    }

    @Test
    void datesBehind2049HaveFourDigits() {
        Instant late = Instant.parse("2049-12-31T23:59:59Z");
        X509Certificate made = new SelfSigned("a", "b", YEAR).generate(late).chain().getFirst();
        assertThat(made.getNotBefore()).isEqualTo(late);
        assertThat(made.getNotAfter()).isEqualTo(late.plus(YEAR));
    }

    @Test
    void aGeneratedPairIsKeptForThisUserAlone() throws Exception {
        Identity made = load(NOW);

        assertThat(load(NOW.plus(YEAR).minusSeconds(1)).chain()).isEqualTo(made.chain());
        assertThat(permissions(directory.resolve("kept"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("kept/auto-ca-key.pem"))).isEqualTo("rw-------");
    }

    @Test
    void servicesThatBeginAtTheSameTimeHaveOnePairAndLeaveNothingElse() throws Exception {
        List<CompletableFuture<Identity>> loading =
                IntStream.range(0, 8)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> load(NOW)))
                        .toList();
        assertThat(loading.stream().map(each -> each.join().chain()).distinct()).hasSize(1);
        try (Stream<Path> files = Files.list(directory.resolve("kept"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("auto-ca-cert.pem", "auto-ca-key.pem");
        }
    }

    @Test
    void anExpiredPairIsMadeAnew() {
        Identity made = load(NOW);
        Instant later = NOW.plus(YEAR).plusSeconds(1);
        Identity renewed = load(later);

        assertThat(renewed.chain()).isNotEqualTo(made.chain());
        assertThat(load(later).chain()).isEqualTo(renewed.chain());
    }

    @Test
    void aPairThatSaysSomethingElseThanTheConfigurationIsMadeAnew() {
        load(NOW);
        Identity named = identity(new SelfSigned("proxy.example", "Example", YEAR), NOW).load();
        assertThat(named.chain().getFirst().getSubjectX500Principal().getName())
                .isEqualTo("CN=proxy.example,O=Example");
    }

    @Test
    void thePairOfTheWorkingDirectoryWins() throws Exception {
        Identity own = new SelfSigned("own", "b", YEAR).generate(NOW);
        Files.writeString(
                directory.resolve("cert.pem"),
                Pem.write("CERTIFICATE", own.chain().getFirst().getEncoded()));
        Files.writeString(
                directory.resolve("key.pem"), Pem.write("PRIVATE KEY", own.key().getEncoded()));

        assertThat(load(NOW).chain()).isEqualTo(own.chain());
        assertThat(directory.resolve("kept")).doesNotExist();
    }

    @Test
    void aPairThatCannotBeKeptIsUsedAllTheSame() throws Exception {
        Files.createFile(directory.resolve("kept"));
        assertThat(load(NOW).chain()).hasSize(1);
    }

    private Identity load(Instant now) {
        return identity(new SelfSigned("gost.run", "GOST", YEAR), now).load();
    }

    private DefaultIdentity identity(SelfSigned wanted, Instant now) {
        return new DefaultIdentity(
                directory, directory.resolve("kept"), wanted, () -> now, NOPLogger.NOP_LOGGER);
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
