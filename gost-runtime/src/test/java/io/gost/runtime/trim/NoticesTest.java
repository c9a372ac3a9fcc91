package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The lists of what is shipped, after something was left out. */
final class NoticesTest {
    @TempDir Path home;

    @Test
    void whatIsGoneIsListedNoMore() throws IOException {
        Path licences = home.resolve("legal/THIRD-PARTY.txt");
        Files.createDirectories(home.resolve("legal"));
        Files.writeString(
                licences,
                """
                Lists of 2 third-party dependencies.
                     (Apache) Quic (io.netty:netty-codec-quic:4.2.1.Final - https://netty.io)
                     (Apache) Http (io.netty:netty-codec-http:4.2.1.Final - https://netty.io)
                """);
        Path materials = home.resolve("gost.cdx.json");
        Files.writeString(
                materials,
                """
                {"bomFormat": "CycloneDX", "components": [
                  {"name": "netty-codec-quic", "version": "4.2.1.Final", "bom-ref": "q"},
                  {"name": "netty-codec-http", "version": "4.2.1.Final", "bom-ref": "h"}],
                 "dependencies": [
                  {"ref": "root", "dependsOn": ["q", "h"]}, {"ref": "q", "dependsOn": []}]}
                """);

        Notices.trim(home, Set.of("netty-codec-quic-4.2.1.Final.jar", "nameless.jar"));

        assertThat(licences).content().contains("netty-codec-http").doesNotContain("quic");
        assertThat(Files.readString(materials).replaceAll("\\s", ""))
                .isEqualTo(
                        """
                        {"bomFormat":"CycloneDX","components":[\
                        {"name":"netty-codec-http","version":"4.2.1.Final","bom-ref":"h"}],\
                        "dependencies":[{"ref":"root","dependsOn":["h"]}]}\
                        """);
    }

    @Test
    void aDistributionWithoutListsIsLeftAlone() throws IOException {
        Notices.trim(home, Set.of("a-1.jar"));

        assertThat(home).isEmptyDirectory();
    }
}
