package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.admin.ChangeRefused;
import io.gost.runtime.admin.ConfigSource.Reading;
import io.gost.runtime.admin.RunningConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.config.url.GostTypes;
import io.gost.runtime.log.Logs;
import io.gost.spi.testkit.Await;
import io.netty.buffer.PooledByteBufAllocator;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The configuration that runs, changed by edits and by reading its sources again. */
class RunningConfigTest extends ConfiguredServices {
    private static final int CHANGES = 100;

    private String source = services(service("a", ""));

    private RunningConfig run() {
        Services services = assemble(source);
        assertThat(errors).isEmpty();
        RunningConfig running =
                new RunningConfig(
                        config(source),
                        services,
                        this::read,
                        new GostTypes().plus(_ -> Set.of("line", "plain-forward")),
                        sink ->
                                new Assembler(
                                        PLUGINS, network, Logs.logger(""), sink, home, metrics),
                        Logs.logger(""));
        services.start();
        open.add(() -> running.close(java.time.Duration.ZERO));
        return running;
    }

    private Reading read() {
        Mapping root =
                (Mapping) YamlReader.read(source, "test.yml", new Diagnostics()).orElseThrow();
        return new Reading(config(source), new SourceMap(root), List.of());
    }

    @Test
    void anEditChangesWhatRunsAndTellsWhoeverFollows() throws Exception {
        RunningConfig running = run();
        List<Config> told = new ArrayList<>();
        running.follow(told::add);
        Config edited = config(services(service("a", ""), service("b", "")));
        running.change(_ -> edited);
        assertThat(running.config()).isEqualTo(edited);
        assertThat(told).containsExactly(edited);
        assertThat(ask(running.services(), 1, "- - " + echo(), "ping")).isEqualTo("ok ping");
        running.change(config -> config);
        assertThat(told).hasSize(1);
    }

    @Test
    void anEditThatIsWrongSaysWhereAndChangesNothing() {
        RunningConfig running = run();
        Config before = running.config();
        Services services = running.services();
        Config wrong = config(services(service("a", ", chain: nowhere"), service("a", "")));
        assertThatThrownBy(() -> running.change(_ -> wrong))
                .isInstanceOfSatisfying(
                        ChangeRefused.class,
                        refused ->
                                assertThat(refused.problems())
                                        .anyMatch(
                                                line ->
                                                        line.startsWith(
                                                                "services[0].handler.chain: "))
                                        .anyMatch(line -> line.startsWith("services[1].name: ")));
        assertThat(running.config()).isSameAs(before);
        assertThat(running.services()).isSameAs(services);
    }

    @Test
    void reloadingTellsWhetherAnythingIsDifferent() throws Exception {
        RunningConfig running = run();
        List<Config> told = new ArrayList<>();
        running.follow(told::add);
        Services before = running.services();
        assertThat(running.reloadIfDifferent()).isFalse();
        assertThat(told).isEmpty();
        // Somebody who asks for it gets the log opened anew, say.
        assertThat(running.reload()).isFalse();
        assertThat(told).hasSize(1);
        assertThat(running.services()).isSameAs(before);
        source = services(service("a", ""), service("b", ""));
        assertThat(running.reload()).isTrue();
        assertThat(running.services().all()).hasSize(2);
    }

    @Test
    void aReloadThatFailsNamesTheLineAndTheNextOneWorks() throws Exception {
        RunningConfig running = run();
        source = services(service("a", ""), service("b", "").replace("type: tcp", "type: tpc"));
        assertThatThrownBy(running::reload)
                .isInstanceOf(ChangeRefused.class)
                .hasMessageContaining("test.yml:9:")
                .hasMessageContaining("services[1].listener.type")
                .hasMessageContaining("tpc");
        assertThat(running.services().all()).hasSize(1);
        assertThat(ask(running.services(), 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        source = services(service("a", ""), service("b", ""));
        assertThat(running.reload()).isTrue();
    }

    @Test
    void nothingIsChangedWhileTheProcessStops() {
        RunningConfig running = run();
        running.close(java.time.Duration.ZERO);
        Config edited = config(services(service("a", ""), service("b", "")));
        assertThatThrownBy(() -> running.change(_ -> edited))
                .isInstanceOf(ChangeRefused.class)
                .hasMessageContaining("stopping");
    }

    @Test
    void clientsNoticeNothingOfAHundredChangesAndNothingIsLeftOfThem() throws Exception {
        String target = manyEchoes();
        source = version(0);
        RunningConfig running = run();
        for (int i = 1; i < 5; i++) {
            change(running, i);
            assertThat(ask(running.services(), 0, "- - " + target, "ping")).isEqualTo("ok ping");
        }
        Services services = running.services();
        Await.until("the warm-up is over", () -> services.parts().retired() == 0);
        long memory = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> clients = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(
                        () -> {
                            while (!stopped.get()) {
                                try {
                                    String got = ask(services, 0, "- - " + target, "ping");
                                    if (got.equals("ok ping")) {
                                        answers.incrementAndGet();
                                    } else {
                                        failures.add(got);
                                    }
                                } catch (IOException | RuntimeException e) {
                                    failures.add(e.toString());
                                }
                            }
                            clients.complete(null);
                        });
        for (int i = 5; i < 5 + CHANGES; i++) {
            change(running, i);
        }
        stopped.set(true);
        clients.join();
        assertThat(failures).isEmpty();
        assertThat(answers).hasPositiveValue();
        Services last = running.services();
        Await.until("everything of before is closed", () -> last.parts().retired() == 0);
        Await.until("no client is left", () -> last.all().getFirst().clientCount() == 0);
        assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
                .isLessThanOrEqualTo(memory + memory / 50);
    }

    private static void change(RunningConfig running, int number) throws ChangeRefused {
        Config next = config(version(number));
        running.change(_ -> next);
    }

    /**
     * Another handler, another listener at the same address, another bypass and another service.
     */
    private static String version(int number) {
        return services(
                        service("a", ", metadata: {readTimeout: 1%ds}".formatted(number))
                                .replace(
                                        "listener: {type: tcp}",
                                        "listener: {type: tcp, metadata: {keepalive.count: "
                                                + (number + 1)
                                                + "}}"),
                        service("other-" + number, ""))
                + "bypasses: [{name: x, matchers: [10.0.0.%d]}]\n".formatted(number);
    }

    /** Echoes any number of clients at the same time. */
    private String manyEchoes() throws IOException {
        var server = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!server.isClosed()) {
                                try {
                                    Socket client = server.accept();
                                    Thread.ofVirtual().start(() -> echo(client));
                                } catch (IOException _) {
                                    // The test is over.
                                }
                            }
                        });
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // The client is gone.
        }
    }
}
