package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** {@code gost health}: its exit code is its answer. */
final class HealthCommandTest {
    @TempDir Path directory;

    @Test
    void whoAcceptsConnectionsIsWell() throws Exception {
        try (ServerSocket server = listen()) {
            assertThat(health("127.0.0.1:" + server.getLocalPort()).exit()).isZero();
        }
    }

    @Test
    void whoDoesNotIsNot() throws Exception {
        int port;
        try (ServerSocket server = listen()) {
            port = server.getLocalPort();
        }

        CommandRun run = health("127.0.0.1:" + port);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("127.0.0.1:" + port + ": ").hasLineCount(1);
    }

    @Test
    void anyAnswerOfAWebServerIsAGoodSign() throws Exception {
        assertThat(answering("HTTP/1.1 401 Unauthorized\r\n\r\n").exit()).isZero();
    }

    @Test
    void anythingElseThanAnAnswerIsNone() throws Exception {
        assertThat(answering("SSH-2.0-x\r\n").exit()).isEqualTo(1);
        assertThat(answering("").err()).contains("does not speak HTTP");
    }

    @Test
    void anAddressWithoutPortIsRefused() {
        assertThat(health("127.0.0.1").exit()).isEqualTo(2);
        assertThat(health("127.0.0.1:65536").err()).contains("is no [http://]HOST:PORT");
    }

    private CommandRun answering(String answer) throws Exception {
        try (ServerSocket server = listen()) {
            Thread answerer = Thread.ofVirtual().start(() -> answer(server, answer));
            CommandRun run = health("http://127.0.0.1:" + server.getLocalPort());
            answerer.join();
            return run;
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("HEAD");
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private CommandRun health(String address) {
        return CommandRun.in(directory, "health", address);
    }
}
