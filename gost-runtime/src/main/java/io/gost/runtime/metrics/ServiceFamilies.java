package io.gost.runtime.metrics;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** What is counted for services, under GOST's names. */
final class ServiceFamilies {
    private static final List<String> STATES = List.of("closed", "failed", "ready", "running");

    private final Collection<ServiceMetrics> services;
    private final boolean labelled;

    /**
     * Prepares to tell.
     *
     * @param labelled whether series name their client
     */
    ServiceFamilies(Collection<ServiceMetrics> services, boolean labelled) {
        this.services = services;
        this.labelled = labelled;
    }

    List<Family> all(List<String> states) {
        return List.of(
                Family.gauge(
                        "gost_services",
                        "Current number of services",
                        List.of(),
                        samples ->
                                samples.add(
                                        states.stream()
                                                .filter(ServiceFamilies::isAccepting)
                                                .count())),
                Family.gauge(
                        "gost_service_status",
                        "Number of services in each state",
                        List.of("state"),
                        samples -> {
                            STATES.forEach(state -> samples.add(0, state));
                            states.forEach(state -> samples.add(1, state));
                        }),
                counter("requests_total", "Total number of requests", ClientMetrics::requests),
                Family.gauge(
                        "gost_service_requests_in_flight",
                        "Current in-flight requests",
                        labels(),
                        samples -> add(samples, ClientMetrics::inFlight, false)),
                Family.histogram(
                        "gost_service_request_duration_seconds",
                        "Distribution of request latencies",
                        List.of("service"),
                        this::durations),
                counter(
                        "transfer_input_bytes_total",
                        "Total service input data transfer size in bytes",
                        client -> client.traffic().inputBytes()),
                counter(
                        "transfer_output_bytes_total",
                        "Total service output data transfer size in bytes",
                        client -> client.traffic().outputBytes()),
                counter(
                        "handler_errors_total",
                        "Total service handler errors",
                        ClientMetrics::errors));
    }

    private static boolean isAccepting(String state) {
        return state.equals("ready") || state.equals("failed");
    }

    private Family counter(String name, String help, ToLongFunction<ClientMetrics> value) {
        return Family.counter(
                "gost_service_" + name, help, labels(), samples -> add(samples, value, true));
    }

    private List<String> labels() {
        return labelled ? List.of("client", "service") : List.of("service");
    }

    /** As in GOST, a counter begins to exist when it is counted up for the first time. */
    private void add(Samples samples, ToLongFunction<ClientMetrics> value, boolean whenCounted) {
        for (ServiceMetrics service : services) {
            service.clients()
                    .forEach(
                            (client, counted) -> {
                                long number = value.applyAsLong(counted);
                                if (number == 0 && (whenCounted || counted.requests() == 0)) {
                                    return;
                                }
                                if (labelled) {
                                    samples.add(number, client, service.name());
                                } else {
                                    samples.add(number, service.name());
                                }
                            });
        }
    }

    private void durations(Samples samples) {
        for (ServiceMetrics service : services) {
            Histogram.Snapshot durations = service.durations();
            if (durations.count() > 0) {
                samples.add(durations, service.name());
            }
        }
    }
}
