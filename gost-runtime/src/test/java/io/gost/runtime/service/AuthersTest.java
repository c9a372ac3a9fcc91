package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AuthersTest extends ConfiguredServices {
    private static final String AUTHERS =
            """
            authers:
            - name: first
              auths: [{username: u, password: p}, {username: any}]
            - name: second
              auths: [{username: u, password: q}]
            """;

    private String ask(Services services, String credentials) throws IOException {
        return ask(services, 0, credentials + " " + echo(), "hi");
    }

    @Test
    void namedAuthersLetTheirUsersIn() throws IOException {
        Services services = start(AUTHERS + services(service("a", ", auther: first")));
        assertThat(ask(services, "u p")).contains("hi");
        assertThat(ask(services, "any thing")).contains("hi");
        assertThat(ask(services, "u q")).isEqualTo("authentication");
        assertThat(ask(services, "- -")).isEqualTo("authentication");
    }

    @Test
    void oneOfSeveralAuthersIsEnough() throws IOException {
        Services services =
                start(AUTHERS + services(service("a", ", auther: first, authers: [second]")));
        assertThat(ask(services, "u p")).contains("hi");
        assertThat(ask(services, "u q")).contains("hi");
        assertThat(ask(services, "u r")).isEqualTo("authentication");
    }

    @Test
    void anAccountBesideAnAutherIsNotUsed() throws IOException {
        Services services =
                start(
                        AUTHERS
                                + services(
                                        service(
                                                "a",
                                                ", auther: first, auth: {username: x, password:"
                                                        + " y}")));
        assertThat(ask(services, "x y")).isEqualTo("authentication");
        assertThat(warnings)
                .contains("services[0].handler.auth: is not used, because an auther is named");
    }

    @Test
    void exemptClientsNeedNoCredentials() throws IOException {
        Services services =
                start(
                        AUTHERS
                                + services(
                                        service(
                                                "a",
                                                ", auther: first, metadata: {skipauth:"
                                                        + " 127.0.0.0/8}")));
        assertThat(ask(services, "- -")).contains("hi");
    }

    @Test
    void usersMayBeInAFile() throws IOException {
        Path users = Files.writeString(home.resolve("users"), "f from file\n");
        Services services =
                start(
                        "authers: [{name: x, file: {path: %s}}]\n".formatted(users)
                                + services(service("a", ", auther: x")));
        assertThat(services.auther("x")).isPresent();
        assertThat(ask(services, "f wrong")).isEqualTo("authentication");
    }

    @Test
    void whatCannotBeLookedUpIsAnError() {
        assemble(
                """
                authers:
                - name: gone
                  file: {path: /no/such/file}
                - name: elsewhere
                  redis: {addr: 127.0.0.1:1}
                - name: further
                  http: {url: http://127.0.0.1:1}
                - name: outside
                  plugin: {type: http, addr: 127.0.0.1:1}
                """
                        + services(service("a", ", auther: nobody, authers: [no]")));
        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "authers[0].file.path: \"/no/such/file\": there is no such file",
                        "authers[1].redis: is not available in this version; remove it",
                        "authers[2].http: is not available in this version; remove it",
                        "authers[3].plugin: is not available in this version; remove it",
                        "services[0].handler.auther: auther \"nobody\" does not exist",
                        "services[0].handler.authers[0]: auther \"no\" does not exist");
    }

    @Test
    void aTableWithoutUsersIsWorthAWarning() {
        assemble("authers: [{name: x}]\n" + services(service("a", ", auther: x")));
        assertThat(warnings).contains("authers[0]: has no users, so nobody is let in");
    }
}
