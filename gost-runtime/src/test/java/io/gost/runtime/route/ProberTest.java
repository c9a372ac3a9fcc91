package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.target;
import static io.gost.runtime.route.RoutingRig.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.component.Schedule;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.SelectorLimits;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.StandingReport.State;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class ProberTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final GostException REFUSED = new GostException(Category.REFUSED, "refused");

    private static final WebQuestion QUESTION =
            new WebQuestion("/health", "web.test", Map.of("x-probe", "1"), 204);

    private final RoutingRig rig = new RoutingRig();
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> planned = new ArrayList<>();
    private long now = 1;
    private final Schedule schedule =
            (delay, work) -> {
                delays.add(delay);
                planned.add(work);
                return () -> planned.remove(work);
            };
    private final Watch watch =
            new Watch(SelectorLimits.of(FailureLimits.DEFAULT), () -> now, (_, _, _) -> {});
    private final Standing standing = watch.standing("node", Traits.NONE);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theFirstProbeIsAtOnceAndTheOthersAboutAnIntervalApart() {
        prober(CompletableFuture.completedStage(null)).start();
        for (int i = 0; i < 20; i++) {
            runNext();
        }
        assertThat(delays.getFirst()).isZero();
        assertThat(delays.subList(1, delays.size()))
                .allSatisfy(delay -> assertThat(delay).isBetween(seconds(27), seconds(33)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theTimeThatAProbeTakesIsPartOfTheInterval() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        prober(running).start();
        runNext();
        assertThat(planned).isEmpty();
        now += seconds(60).toNanos();
        running.complete(null);
        assertThat(delays.getLast()).isZero();
        assertThat(standing.report().probeLatencyNanos()).isEqualTo(seconds(60).toNanos());
    }

    @Test
    void aNodeWhoseProbeFailsStaysOutUntilAProbeWorks() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        List<CompletableFuture<Void>> results = new ArrayList<>(List.of(first, second));
        new Prober(results::removeFirst, standing, seconds(30), pace()).start();
        runNext();
        first.completeExceptionally(REFUSED);
        assertThat(standing.report().state()).isEqualTo(State.OUT);
        now += Duration.ofHours(1).toNanos();
        assertThat(standing.report().state()).isEqualTo(State.OUT);
        runNext();
        second.complete(null);
        assertThat(standing.report().state()).isEqualTo(State.WELL);
    }

    @Test
    void aNodeWhoseProbeFailsComesBackWithARequestThatWorks() {
        prober(CompletableFuture.failedStage(REFUSED)).start();
        runNext();
        standing.reached();
        assertThat(standing.report().state()).isEqualTo(State.WELL);
    }

    @Test
    void afterClosingNothingIsProbedOrReported() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        Prober prober = prober(running);
        prober.start();
        runNext();
        prober.close();
        running.completeExceptionally(REFUSED);
        assertThat(planned).isEmpty();
        assertThat(standing.report().state()).isEqualTo(State.WELL);
        prober.start();
        assertThat(planned).isEmpty();
    }

    @Test
    void aProbeReachesItsAddressThroughTheNodeAndThoseBeforeIt() {
        LineProxy echo = rig.opened(LineProxy.echo());
        LineProxy first = rig.opened(LineProxy.working());
        LineProxy second = rig.opened(LineProxy.working());
        Node probed = node("second", second);
        ProbeWays.Position position = new ProbeWays.Position();
        position.set(way(node("first", first), probed), 1);
        Await.result(run(through(probed, position, echo), LONG, null));
        assertThat(first.requests).containsExactly(second.address());
        assertThat(second.requests).containsExactly(echo.address());
        assertThat(probed.standing().report().openTunnels()).isZero();
    }

    @Test
    void anAddressThatTheNodeDoesNotReachFailsTheProbeAndMarksNobodyElse() {
        Node node = node("a", rig.opened(LineProxy.working()));
        LineProxy gone = LineProxy.echo();
        gone.close();
        expect("line proxy answered no", run(through(node, gone), LONG, null));
        assertThat(node.standing().report().failures()).isZero();
    }

    @Test
    void anAnswerThatNeverComesEndsWithTheDeadline() {
        Node silent = node("a", rig.opened(LineProxy.silent()));
        expect("no answer within", run(through(silent, silence()), SHORT, null));
        Node working = node("b", rig.opened(LineProxy.working()));
        // Time enough to connect, also on a busy machine.
        Duration patience = Duration.ofSeconds(1);
        expect("did not answer within", run(through(working, silence()), patience, QUESTION));
    }

    @Test
    void aWebServerIsJudgedByItsStatus() throws IOException {
        Node node = node("a", rig.opened(LineProxy.working()));
        try (WebServer good = new WebServer("HTTP/1.1 204 No Content\r\n\r\n");
                WebServer bad = new WebServer("HTTP/1.1 500 \r\n\r\n");
                WebServer odd = new WebServer("SSH-2.0-nothing\r\n")) {
            Await.result(run(good.through(rig, node), LONG, QUESTION));
            assertThat(Await.result(good.request))
                    .startsWith("GET /health HTTP/1.1\r\nHost: web.test\r\nx-probe: 1\r\n")
                    .endsWith("\r\nConnection: close\r\n\r\n");
            expect("answered 500 instead of 204", run(bad.through(rig, node), LONG, QUESTION));
            expect("did not answer in HTTP/1.1", run(odd.through(rig, node), LONG, QUESTION));
        }
    }

    @Test
    void aCommandIsJudgedByItsExitCodeAndKilledWhenItTakesTooLong() {
        Await.result(new CommandProbe("exit 0", LONG).run());
        expect("ended with 3", new CommandProbe("exit 3", LONG).run());
        expect("did not end within 50ms", new CommandProbe("sleep 100", SHORT).run());
    }

    private LineProxy silence() {
        return rig.opened(LineProxy.silent());
    }

    private TunnelProbe.Opening through(Node node, LineProxy to) {
        return through(node, new ProbeWays.Position(), to);
    }

    private TunnelProbe.Opening through(Node node, ProbeWays.Position at, LineProxy to) {
        return new ProbeWays(rig.network).throughNode(node, at, target(to));
    }

    private static CompletionStage<Void> run(
            TunnelProbe.Opening opening, Duration timeout, @Nullable WebQuestion question) {
        return new TunnelProbe(opening, timeout, question).run();
    }

    private static void expect(String message, CompletionStage<Void> probe) {
        assertThatThrownBy(() -> Await.result(probe))
                .isInstanceOf(GostException.class)
                .hasMessageContaining(message);
    }

    private Prober prober(CompletionStage<Void> result) {
        return new Prober(() -> result, standing, seconds(30), pace());
    }

    private Prober.Pace pace() {
        return new Prober.Pace(schedule, () -> now, new Random(1));
    }

    private void runNext() {
        planned.removeFirst().run();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** A web server with one answer for one request. */
    private static final class WebServer implements AutoCloseable {
        final CompletableFuture<String> request = new CompletableFuture<>();
        private final ServerSocket server;

        WebServer(String answer) throws IOException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(answer));
        }

        TunnelProbe.Opening through(RoutingRig rig, Node node) {
            return new ProbeWays(rig.network)
                    .throughNode(
                            node,
                            new ProbeWays.Position(),
                            Target.tcp("127.0.0.1", server.getLocalPort()));
        }

        private void serve(String answer) {
            try (Socket client = server.accept()) {
                StringBuilder text = new StringBuilder();
                while (text.indexOf("\r\n\r\n") < 0) {
                    text.append((char) client.getInputStream().read());
                }
                request.complete(text.toString());
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().read();
            } catch (IOException e) {
                request.completeExceptionally(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
