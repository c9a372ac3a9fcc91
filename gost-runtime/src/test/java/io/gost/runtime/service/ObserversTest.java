package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.Observer;
import io.gost.runtime.component.ObserverEvent;
import io.gost.runtime.component.ObserverEvent.Stats;
import io.gost.runtime.log.Logs;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What observers hear of services, and what services feel of their observers. */
class ObserversTest extends ConfiguredServices {
    private static final ReportOptions PERIODS = new ReportOptions(Duration.ofSeconds(1), false);
    private static final String OBSERVED =
            """
            services:
            - name: s0
              addr: 127.0.0.1:0
              observer: o
              handler: {type: line, observer: o}
              listener: {type: tcp}
              metadata: {enableStats: true, observer.period: 1s}
            observers:
            """;

    private final Queue<ObserverEvent> heard = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> ticks = new ArrayDeque<>();

    @Test
    void theStateAndTheStatisticsAreToldAndTheEndIsTheLast() {
        ServiceReports reports = reports(new Hearing(), null);
        assertThat(heard).isEmpty();
        reports.start();
        Counters counters = counters(reports);
        counters.opened();
        counters.traffic().read(3);
        ticks.remove().run();
        counters.ended(true);
        reports.close();
        assertThat(heard)
                .containsExactly(
                        ObserverEvent.status("s0", "running", "service s0 is running"),
                        statistics(ObserverEvent.Kind.SERVICE, "", new Stats(1, 1, 3, 0, 0)),
                        ObserverEvent.status("s0", "closed", "service s0 is closed"),
                        statistics(ObserverEvent.Kind.SERVICE, "", new Stats(1, 0, 3, 0, 1)));
    }

    @Test
    void eachClientsStatisticsAreToldTheObserverOfTheHandler() {
        ServiceReports reports = reports(null, new Hearing());
        reports.start();
        ClientStatistics clients = reports.clients();
        assertThat(clients).isNotNull();
        clients.open("alice").traffic().written(9);
        ticks.remove().run();
        assertThat(heard)
                .containsExactly(
                        statistics(ObserverEvent.Kind.HANDLER, "alice", new Stats(1, 1, 0, 9, 0)));
    }

    @Test
    void anObserverThatNeverAnswersDisturbsNobody() throws IOException {
        Services services =
                start(OBSERVED + "- {name: o, plugin: {type: http, addr: '127.0.0.1:1'}}\n");
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        assertThat(services.all().getFirst().report().state()).isEqualTo("ready");
    }

    @Test
    void anObserverThatCannotWorkIsAnErrorOfTheConfiguration() {
        assemble(OBSERVED + "- {name: o}\n").close();
        assemble(OBSERVED + "- {name: o, plugin: {type: grpc, addr: a}}\n").close();
        assemble(OBSERVED + "- {name: o, plugin: {type: http, addr: 'x y'}}\n").close();
        assertThat(errors)
                .containsExactly(
                        "observers[0]: observes nothing; give it a plugin or log: true",
                        "observers[0].plugin.type: gRPC plugins are not available in this version;"
                                + " wanted \"http\"",
                        "observers[0].plugin.addr: \"http://x y\" is not a URL such as"
                                + " http://127.0.0.1:8000/observer");
    }

    @Test
    void labelsAndPeriodsAreKeysThatSomebodyReads() {
        start(
                """
                services:
                - name: s0
                  addr: 127.0.0.1:0
                  handler: {type: line, metadata: {observer.resetTraffic: true}}
                  listener: {type: tcp}
                  metadata: {labels: {site: a}, observePeriod: 2s}
                """);
        assertThat(warnings).isEmpty();
    }

    private ServiceReports reports(Observer service, Observer handler) {
        return new ServiceReports(
                "s0",
                new ServiceReports.Plan(service, PERIODS, handler, PERIODS, true),
                (_, work) -> {
                    ticks.add(work);
                    return () -> ticks.remove(work);
                },
                Logs.logger(""));
    }

    private static Counters counters(ServiceReports reports) {
        Counters counters = reports.statistics();
        assertThat(counters).isNotNull();
        return counters;
    }

    private static ObserverEvent statistics(
            ObserverEvent.Kind kind, String client, Stats statistics) {
        return new ObserverEvent(kind, "s0", client, statistics, null);
    }

    private final class Hearing implements Observer {
        @Override
        public String name() {
            return "o";
        }

        @Override
        public CompletionStage<Void> observe(List<ObserverEvent> events) {
            heard.addAll(events);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close() {}
    }
}
