package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.component.ObserverEvent.Kind;
import io.gost.runtime.component.ObserverEvent.Stats;
import io.gost.runtime.config.PluginConfig;
import io.gost.spi.GostException;
import io.gost.spi.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

class HttpObserverTest {
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private ServerSocket server;
    private int status = 200;
    private String answer = "{\"ok\":true}";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void eventsArePostedInTheFormOfGost() {
        tell(
                "t0ken",
                ObserverEvent.status("s0", "ready", "service s0 is ready"),
                new ObserverEvent(Kind.SERVICE, "s0", "", new Stats(1, 2, 3, 4, 5), null),
                new ObserverEvent(Kind.HANDLER, "s0", "alice", new Stats(0, 0, 0, 0, 0), null));
        assertThat(received.remove().lines())
                .containsExactlyInAnyOrder(
                        "POST /observer",
                        "Content-Type: application/json",
                        "Authorization: Bearer t0ken",
                        "{\"events\":["
                            + "{\"kind\":\"service\",\"service\":\"s0\",\"type\":\"status\",\"status\":{\"state\":\"ready\",\"msg\":\"service"
                            + " s0 is ready\"}},"
                            + "{\"kind\":\"service\",\"service\":\"s0\",\"type\":\"stats\","
                            + "\"stats\":{\"totalConns\":1,\"currentConns\":2,\"inputBytes\":3,"
                            + "\"outputBytes\":4,\"totalErrs\":5}},"
                            + "{\"kind\":\"handler\",\"service\":\"s0\",\"client\":\"alice\","
                            + "\"type\":\"stats\",\"stats\":{\"totalConns\":0,\"currentConns\":0,"
                            + "\"inputBytes\":0,\"outputBytes\":0,\"totalErrs\":0}}]}");
    }

    @Test
    void withoutATokenThereIsNoAuthorization() {
        tell("", event());
        assertThat(received.remove()).doesNotContain("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ok\":false}", "{}", "", "not JSON", "[]", "{\"ok\":\"true\"}"})
    void anythingElseThanOkIsARefusal(String text) {
        answer = text;
        assertThatThrownBy(() -> tell("", event())).hasCauseInstanceOf(GostException.class);
    }

    @Test
    void keysOfTheAnswerAreReadInAnyCase() {
        answer = "{\"more\":1,\"OK\":true}";
        tell("", event());
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500", "404", "201"})
    void anotherStatusIsARefusal(int code) {
        status = code;
        assertThatThrownBy(() -> tell("", event())).hasMessageContaining("answered " + code);
    }

    @Test
    void aPasswordInTheAddressIsNotInTheMessage() {
        status = 500;
        String server = "127.0.0.1:" + this.server.getLocalPort();
        try (HttpPlugin plugin =
                new HttpPlugin(config(""), "http://user:secret@" + server + "/", null)) {
            assertThatThrownBy(
                            () ->
                                    plugin.post("{}")
                                            .toCompletableFuture()
                                            .orTimeout(10, TimeUnit.SECONDS)
                                            .join())
                    .hasMessageContaining(server + " answered 500")
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "http://", "http://a b/", "http:/x"})
    void whatIsNoUrlIsAnErrorOfTheConfiguration(String address) {
        assertThatThrownBy(() -> new HttpPlugin(config(""), address, null))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("is not a URL");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client);
            } catch (IOException _) {
                // The client is gone, or the test is over.
            }
        }
    }

    /** One request, whose line, interesting fields and body are noted. */
    private void answer(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder note = new StringBuilder(in.readLine().replace(" HTTP/1.1", ""));
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Type: ") || line.startsWith("Authorization: ")) {
                note.append('\n').append(line);
            } else if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        received.add(note.append('\n').append(body).toString());
        String head =
                "HTTP/1.1 "
                        + status
                        + " x\r\nConnection: close\r\nContent-Length: "
                        + answer.length()
                        + "\r\n\r\n";
        client.getOutputStream().write((head + answer).getBytes(StandardCharsets.UTF_8));
    }

    private void tell(String token, ObserverEvent... events) {
        String address = "http://127.0.0.1:" + server.getLocalPort() + "/observer";
        try (HttpObserver observer =
                new HttpObserver("o", new HttpPlugin(config(token), address, null))) {
            observer.observe(List.of(events))
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static ObserverEvent event() {
        return ObserverEvent.status("s0", "ready", "service s0 is ready");
    }

    private static PluginConfig config(String token) {
        return new PluginConfig("http", "", null, Duration.ZERO, Secret.of(token));
    }
}
