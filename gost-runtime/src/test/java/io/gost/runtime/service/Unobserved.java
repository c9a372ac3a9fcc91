package io.gost.runtime.service;

import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;

import java.time.Duration;
import java.util.List;

/** What a service needs when nobody asks what it does. */
final class Unobserved {
    private static final ReportOptions USUAL = new ReportOptions(Duration.ofSeconds(5), false);

    private Unobserved() {}

    static Metrics metrics() {
        return Metrics.of(List.of());
    }

    static ServiceReports reports(String service) {
        return new ServiceReports(
                service,
                new ServiceReports.Plan(null, USUAL, null, USUAL, false),
                (_, _) -> () -> {},
                Logs.logger(""));
    }

    static Accounting accounting(String service) {
        return new Accounting(metrics().hold(service), null, null);
    }
}
