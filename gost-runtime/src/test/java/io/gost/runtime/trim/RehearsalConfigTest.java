package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;

import org.junit.jupiter.api.Test;

/** What of a configuration is run when a distribution is rehearsed. */
final class RehearsalConfigTest {
    private static final String NOWHERE = "127.0.0.1:9";

    @Test
    void typesAndOptionsStayAndAddressesAndSecretsGo() {
        assertThat(
                        rehearsed(
                                """
                                services:
                                - name: proxy
                                  addr: 0.0.0.0:443
                                  interface: eth0
                                  handler:
                                    type: http
                                    auth: {username: user, password: secret}
                                    metadata: {keepalive: true}
                                  listener: {type: tcp}
                                  metadata: {preUp: rm -rf /}
                                api: {addr: ":8888"}
                                log: {output: /var/log/gost.log}
                                """))
                .isEqualTo(
                        """
                        {"services":[{"name":"service-0","addr":"127.0.0.1:0",\
                        "handler":{"type":"http","metadata":{"keepalive":true}},\
                        "listener":{"type":"tcp"}}],"chains":[],"hops":[]}\
                        """);
    }

    @Test
    void aServiceWithAChainIsThereWithoutItTooAndNoNodeIsDialed() {
        String document =
                rehearsed(
                        """
                        services:
                        - name: proxy
                          addr: :1080
                          handler: {type: socks5, chain: out}
                          listener: {type: tcp}
                        chains:
                        - name: out
                          hops:
                          - name: hop
                            nodes:
                            - name: node
                              addr: proxy.example.org:1080
                              connector:
                                type: socks5
                                auth: {username: user, password: secret}
                              dialer: {type: tls}
                        """);

        assertThat(document)
                .contains("\"handler\":{\"type\":\"socks5\",\"chain\":\"out\"}")
                .contains("\"name\":\"direct-0\"")
                .contains("\"handler\":{\"type\":\"socks5\"}")
                .contains(
                        "{\"name\":\"node\",\"addr\":\"127.0.0.1:9\","
                            + "\"connector\":{\"type\":\"socks5\"},\"dialer\":{\"type\":\"tls\"}}")
                .doesNotContain("example.org", "secret");
    }

    private static String rehearsed(String yaml) {
        return RehearsalConfig.of(read(yaml), NOWHERE);
    }

    static Config read(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping document = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        Config config = new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
        assertThat(diagnostics.hasErrors()).isFalse();
        return config;
    }
}
