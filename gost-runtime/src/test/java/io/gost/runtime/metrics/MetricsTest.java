package io.gost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.metrics.LiveState.NodeState;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class MetricsTest {
    private static final LiveState NOTHING = new LiveState(List.of(), List.of());
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Metrics metrics = Metrics.of(List.of());

    @Test
    void nothingIsCountedWhileMetricsAreOff() {
        ServiceMetrics service = metrics.hold("s");
        ClientMetrics client = service.client("192.0.2.1");
        client.began();
        client.ended(1, true);
        metrics.chain("c").failed("n");
        assertThat(client).isSameAs(ClientMetrics.NONE);
        assertThat(gost(NOTHING))
                .containsExactly(
                        "# HELP gost_service_status Number of services in each state",
                        "# TYPE gost_service_status gauge",
                        "gost_service_status{host=\"h\",state=\"closed\"} 0",
                        "gost_service_status{host=\"h\",state=\"failed\"} 0",
                        "gost_service_status{host=\"h\",state=\"ready\"} 0",
                        "gost_service_status{host=\"h\",state=\"running\"} 0",
                        "# HELP gost_services Current number of services",
                        "# TYPE gost_services gauge",
                        "gost_services{host=\"h\"} 0");
    }

    @Test
    void theTextIsPrometheusOwn() {
        metrics.turnOn(0);
        ClientMetrics client = metrics.hold("a \"b\"\\\n").client("192.0.2.1");
        client.began();
        client.traffic().read(1_234_567);
        client.began();
        client.ended(25 * MILLISECOND, true);
        client.ended(90_000 * MILLISECOND, false);
        String labels = "client=\"192.0.2.1\",host=\"h\",service=\"a \\\"b\\\"\\\\\\n\"";
        String service = "host=\"h\",service=\"a \\\"b\\\"\\\\\\n\"";
        String bucket = "gost_service_request_duration_seconds_bucket{" + service + ",le=\"";
        assertThat(gost(new LiveState(List.of("ready", "failed", "closed"), List.of())))
                .contains(
                        "gost_services{host=\"h\"} 2",
                        "gost_service_status{host=\"h\",state=\"ready\"} 1",
                        "# HELP gost_service_requests_total Total number of requests",
                        "# TYPE gost_service_requests_total counter",
                        "gost_service_requests_total{" + labels + "} 2",
                        "gost_service_requests_in_flight{" + labels + "} 0",
                        "gost_service_handler_errors_total{" + labels + "} 1",
                        "gost_service_transfer_input_bytes_total{" + labels + "} 1.234567e+06",
                        "# TYPE gost_service_request_duration_seconds histogram",
                        bucket + "0.005\"} 0",
                        bucket + "0.025\"} 1",
                        bucket + "60\"} 1",
                        bucket + "+Inf\"} 2",
                        "gost_service_request_duration_seconds_sum{" + service + "} 90.025",
                        "gost_service_request_duration_seconds_count{" + service + "} 2")
                .noneMatch(line -> line.startsWith("gost_service_transfer_output_bytes_total"));
    }

    @Test
    void familiesAndSeriesAreSorted() {
        metrics.turnOn(0);
        for (String service : List.of("b", "a")) {
            metrics.hold(service).client("192.0.2.2").began();
            metrics.hold(service).client("192.0.2.1").began();
        }
        assertThat(text(NOTHING).lines().filter(line -> line.startsWith("# TYPE"))).isSorted();
        assertThat(
                        gost(NOTHING).stream()
                                .filter(line -> line.startsWith("gost_service_requests_t")))
                .isSorted()
                .hasSize(4);
    }

    @Test
    void manyClientsDoNotMakeManySeries() {
        metrics.turnOn(3);
        ServiceMetrics service = metrics.hold("s");
        for (int i = 1; i <= 1_000; i++) {
            ClientMetrics client = service.client("192.0.2." + i);
            client.began();
            client.ended(MILLISECOND, false);
        }
        assertThat(requests())
                .containsExactly(
                        "client=\"192.0.2.1\",host=\"h\",service=\"s\"} 1",
                        "client=\"192.0.2.2\",host=\"h\",service=\"s\"} 1",
                        "client=\"192.0.2.3\",host=\"h\",service=\"s\"} 1",
                        "client=\"other\",host=\"h\",service=\"s\"} 997");
    }

    @Test
    void clientsThatLeftLongAgoMakeRoomForOthers() {
        metrics.turnOn(1);
        ServiceMetrics service = metrics.hold("s");
        long now = System.nanoTime();
        ClientMetrics busy = service.client("192.0.2.1");
        busy.began();
        assertThat(service.forgetUnusedSince(now + TimeUnit.HOURS.toNanos(1), _ -> true)).isZero();
        busy.ended(1, false);
        assertThat(service.forgetUnusedSince(now - 1, _ -> true)).isZero();
        assertThat(service.forgetUnusedSince(now + TimeUnit.HOURS.toNanos(1), _ -> true)).isOne();
        assertThat(requests()).isEmpty();
    }

    @Test
    void aNegativeBoundLeavesTheClientOut() {
        metrics.turnOn(-1);
        ServiceMetrics service = metrics.hold("s");
        service.client("192.0.2.1").began();
        service.client("192.0.2.2").began();
        assertThat(requests()).containsExactly("host=\"h\",service=\"s\"} 2");
    }

    @Test
    void whatWasCountedBeforeTheClientWasLeftOutIsAddedUp() {
        metrics.turnOn(0);
        ServiceMetrics service = metrics.hold("s");
        service.client("192.0.2.1").began();
        metrics.turnOn(-1);
        service.client("192.0.2.2").began();
        assertThat(requests()).containsExactly("host=\"h\",service=\"s\"} 2");
    }

    @Test
    void aServiceIsForgottenWithTheLastOfItsName() {
        metrics.turnOn(1);
        ServiceMetrics old = metrics.hold("s");
        ServiceMetrics successor = metrics.hold("s");
        old.client("192.0.2.1").began();
        assertThat(successor).isSameAs(old);
        old.release();
        assertThat(requests()).hasSize(1);
        successor.release();
        assertThat(requests()).isEmpty();
        metrics.hold("t").client("192.0.2.9").began();
        assertThat(requests()).containsExactly("client=\"192.0.2.9\",host=\"h\",service=\"t\"} 1");
    }

    @Test
    void nodesTellHowTheyStand() {
        LiveState.Node well =
                new LiveState.Node(
                        "h0", "a@x:1", NodeState.HEALTHY, false, 5, 4, 1, 2, 1_500_000, -1);
        LiveState.Node out =
                new LiveState.Node("h0", "b@x:2", NodeState.FAILED, true, 3, 0, 3, 0, -1, -1);
        assertThat(gost(new LiveState(List.of(), List.of(well, out))))
                .contains(
                        "gost_hop_nodes{hop=\"h0\",host=\"h\",state=\"backup\"} 1",
                        "gost_hop_nodes{hop=\"h0\",host=\"h\",state=\"failed\"} 1",
                        "gost_hop_nodes{hop=\"h0\",host=\"h\",state=\"healthy\"} 1",
                        "gost_node_connects_total{hop=\"h0\",host=\"h\",node=\"a@x:1\"} 4",
                        "gost_node_failures_total{hop=\"h0\",host=\"h\",node=\"b@x:2\"} 3",
                        "gost_node_in_use{hop=\"h0\",host=\"h\",node=\"a@x:1\"} 2",
                        "gost_node_latency_seconds{hop=\"h0\",host=\"h\",node=\"a@x:1\"} 0.0015",
                        "gost_node_state{hop=\"h0\",host=\"h\",node=\"b@x:2\",state=\"failed\"} 1",
                        "gost_node_state{hop=\"h0\",host=\"h\",node=\"b@x:2\",state=\"healthy\"} 0")
                .noneMatch(line -> line.startsWith("gost_node_probe_latency_seconds{"))
                .doesNotHaveDuplicates();
    }

    @Test
    void nodesOfOneNameShareASeriesBecauseATextWithTwoWouldBeRefused() {
        LiveState.Node node =
                new LiveState.Node("h0", "a@x:1", NodeState.HEALTHY, false, 5, 4, 1, 2, -1, -1);
        assertThat(gost(new LiveState(List.of(), List.of(node, node))))
                .contains("gost_node_picks_total{hop=\"h0\",host=\"h\",node=\"a@x:1\"} 10")
                .doesNotHaveDuplicates();
    }

    @Test
    void chainsWithEverNewNodesStayBounded() {
        metrics.turnOn(0);
        ChainMetrics chain = metrics.chain("c");
        for (int i = 0; i < 1_100; i++) {
            chain.failed("node-" + i);
        }
        assertThat(gost(NOTHING).stream().filter(line -> line.startsWith("gost_chain_errors_t")))
                .hasSize(1_001)
                .contains("gost_chain_errors_total{chain=\"c\",host=\"h\",node=\"other\"} 100");
    }

    @Test
    void aChainThatIsGoneIsForgotten() {
        metrics.turnOn(0);
        metrics.chain("gone").failed("n");
        metrics.chain("kept").failed("n");
        metrics.keepChains(List.of("kept", "new"));
        assertThat(gost(NOTHING).stream().filter(line -> line.startsWith("gost_chain_errors_t")))
                .containsExactly("gost_chain_errors_total{chain=\"kept\",host=\"h\",node=\"n\"} 1");
    }

    @Test
    void theVirtualMachineAndTheProcessAreThere() {
        assertThat(text(NOTHING))
                .contains("jvm_threads_current ")
                .contains("jvm_memory_used_bytes{area=\"heap\"} ")
                .contains("# TYPE jvm_gc_collection_seconds summary")
                .contains("netty_allocator_used_bytes{area=\"direct\"} ")
                .contains("process_start_time_seconds ");
    }

    @Test
    void nothingIsLostWhenManyCountAtTheSameTime() throws InterruptedException {
        metrics.turnOn(0);
        ServiceMetrics service = metrics.hold("s");
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String address = "192.0.2." + i % 2;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        await(go);
                                        for (int n = 0; n < 10_000; n++) {
                                            ClientMetrics client = service.client(address);
                                            client.began();
                                            client.traffic().read(3);
                                            client.ended(MILLISECOND, n % 2 == 0);
                                        }
                                    }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(gost(NOTHING))
                .contains(
                        "gost_service_requests_total{client=\"192.0.2.0\",host=\"h\",service=\"s\"}"
                                + " 40000",
                        "gost_service_requests_in_flight{client=\"192.0.2.1\",host=\"h\",service=\"s\"}"
                            + " 0",
                        "gost_service_handler_errors_total{client=\"192.0.2.1\",host=\"h\",service=\"s\"}"
                            + " 20000",
                        "gost_service_transfer_input_bytes_total{client=\"192.0.2.0\",host=\"h\",service=\"s\"}"
                            + " 120000",
                        "gost_service_request_duration_seconds_count{host=\"h\",service=\"s\"}"
                                + " 80000");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> requests() {
        String name = "gost_service_requests_total{";
        return gost(NOTHING).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .toList();
    }

    private List<String> gost(LiveState state) {
        return text(state)
                .lines()
                .filter(
                        line ->
                                line.replace("# HELP ", "")
                                        .replace("# TYPE ", "")
                                        .startsWith("gost_"))
                .toList();
    }

    private String text(LiveState state) {
        try {
            StringBuilder out = new StringBuilder();
            metrics.writeTo(out, state);
            return out.toString().replace("host=\"" + HostName.get() + "\"", "host=\"h\"");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
