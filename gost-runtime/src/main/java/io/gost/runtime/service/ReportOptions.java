package io.gost.runtime.service;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * How an observer is told of statistics; the same keys in the metadata of services and of handlers.
 *
 * @param period time between reports
 * @param resetTraffic whether bytes are told since the report before
 */
record ReportOptions(Duration period, boolean resetTraffic) {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    ReportOptions {
        period = period.compareTo(SHORTEST) < 0 ? SHORTEST : period;
    }

    static ReportOptions read(Options options) {
        return new ReportOptions(
                options.duration("observePeriod", "observer.period", "observer.observePeriod")
                        .help("time between statistics for the observer; at least 1s")
                        .orElseIfZero(USUAL),
                options.bool("observer.resetTraffic")
                        .help("tell the observer bytes since its last report, not since the start")
                        .orElse(false));
    }
}
