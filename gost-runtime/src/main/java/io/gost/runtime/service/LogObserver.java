package io.gost.runtime.service;

import io.gost.runtime.component.Observer;
import io.gost.runtime.component.ObserverEvent;
import io.gost.runtime.log.FieldLogger;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An observer that is the log: one line at info for each event. */
final class LogObserver implements Observer {
    private final String name;
    private final FieldLogger logger;

    LogObserver(String name, FieldLogger logger) {
        this.name = name;
        this.logger = logger;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> observe(List<ObserverEvent> events) {
        if (logger.isInfoEnabled()) {
            events.forEach(this::write);
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
        // The log is not ours.
    }

    private void write(ObserverEvent event) {
        FieldLogger line =
                logger.with("kind", event.kind().name().toLowerCase(Locale.ROOT))
                        .with("service", event.service());
        if (!event.client().isEmpty()) {
            line = line.with("client", event.client());
        }
        ObserverEvent.Status status = event.status();
        if (status != null) {
            line.with("state", status.state()).info(status.msg());
        }
        ObserverEvent.Stats stats = event.stats();
        if (stats != null) {
            line.with("totalConns", stats.totalConns())
                    .with("currentConns", stats.currentConns())
                    .with("inputBytes", stats.inputBytes())
                    .with("outputBytes", stats.outputBytes())
                    .with("totalErrs", stats.totalErrs())
                    .info("statistics of service " + event.service());
        }
    }
}
