package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;

import org.junit.jupiter.api.Test;

/** What a container engine is told of a configuration's addresses. */
final class ContainerPortsTest {
    private static ContainerPorts ports(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping document = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        Config config = new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
        assertThat(diagnostics.hasErrors()).isFalse();
        return ContainerPorts.of(config);
    }

    @Test
    void portsOfServicesAreExposedWithTheirProtocol() {
        ContainerPorts ports =
                ports(
                        """
                        services:
                        - {addr: ":8080", handler: {type: http}}
                        - {addr: "0.0.0.0:8443", listener: {type: tls}}
                        - {addr: "[::]:4433", listener: {type: quic}}
                        metrics: {addr: ":9000"}
                        """);

        assertThat(ports.exposed()).containsExactly("4433/udp", "8080/tcp", "8443/tcp", "9000/tcp");
        assertThat(ports.health()).contains("127.0.0.1:8080");
    }

    @Test
    void whatIsNotKnownOrForNobodyOutsideIsPassedOver() {
        ContainerPorts ports =
                ports(
                        """
                        services:
                        - {addr: ":0", listener: {type: tcp}}
                        - {addr: ":1000", listener: {type: of-a-third-party}}
                        - {addr: ":2000-2010", listener: {type: tcp}}
                        - {addr: "/run/gost.sock", listener: {type: tcp}}
                        - {addr: "127.0.0.1:3000", listener: {type: tcp}}
                        """);

        assertThat(ports.exposed()).isEmpty();
        assertThat(ports.health()).contains("127.0.0.1:3000");
    }

    @Test
    void theWebApiIsAskedFirst() {
        ContainerPorts ports =
                ports(
                        """
                        services:
                        - {addr: ":8080", listener: {type: tcp}}
                        api: {addr: "192.0.2.1:18080"}
                        """);

        assertThat(ports.health()).contains("http://192.0.2.1:18080");
    }

    @Test
    void withoutAnAddressNothingIsAsked() {
        ContainerPorts ports = ports("services: [{addr: ':53', listener: {type: udp}}]");

        assertThat(ports.exposed()).containsExactly("53/udp");
        assertThat(ports.health()).isEmpty();
    }
}
