package io.gost.runtime.service;

import io.gost.runtime.component.Observer;
import io.gost.runtime.component.ObserverEvent;
import io.gost.runtime.component.ObserverEvent.Kind;
import io.gost.runtime.component.Outbox;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.log.FieldLogger;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one service tells of itself: its journal and its counters, and what observers
 * hear of these. Any thread.
 */
final class ServiceReports {
    private final ServiceJournal journal;
    private final @Nullable Counters statistics;
    private final @Nullable ClientStatistics clients;
    private final List<Outbox> outboxes = new ArrayList<>();

    /**
     * Who observes what.
     *
     * @param service of the service itself, or {@code null}
     * @param serviceOptions how that is told
     * @param handler of each client, or {@code null}
     * @param handlerOptions how that is told
     * @param keepsStatistics whether the service counts
     */
    record Plan(
            @Nullable Observer service,
            ReportOptions serviceOptions,
            @Nullable Observer handler,
            ReportOptions handlerOptions,
            boolean keepsStatistics) {}

    ServiceReports(String service, Plan plan, Schedule schedule, FieldLogger logger) {
        this.statistics = plan.keepsStatistics ? new Counters() : null;
        this.clients =
                plan.handler == null
                        ? null
                        : new ClientStatistics(plan.handlerOptions.resetTraffic());
        this.journal =
                new ServiceJournal(
                        service, InstantSource.system(), listener(service, plan, schedule, logger));
        if (plan.handler != null && clients != null) {
            ClientStatistics told = clients;
            outboxes.add(
                    new Outbox(
                            plan.handler,
                            () -> told.news().stream().map(news -> event(service, news)).toList(),
                            plan.handlerOptions.period(),
                            schedule,
                            logger));
        }
    }

    private ServiceJournal.Listener listener(
            String service, Plan plan, Schedule schedule, FieldLogger logger) {
        if (plan.service == null) {
            return ServiceJournal.Listener.NOBODY;
        }
        StatisticsReport report =
                statistics == null
                        ? null
                        : new StatisticsReport(statistics, plan.serviceOptions.resetTraffic());
        Outbox outbox =
                new Outbox(
                        plan.service,
                        () ->
                                report == null
                                        ? List.of()
                                        : report.next().stream()
                                                .map(news -> stats(Kind.SERVICE, service, "", news))
                                                .toList(),
                        plan.serviceOptions.period(),
                        schedule,
                        logger);
        outboxes.add(outbox);
        return (state, message) ->
                outbox.post(ObserverEvent.status(service, state.toString(), message));
    }

    ServiceJournal journal() {
        return journal;
    }

    @Nullable Counters statistics() {
        return statistics;
    }

    @Nullable ClientStatistics clients() {
        return clients;
    }

    /** Begins to tell statistics. */
    void start() {
        outboxes.forEach(Outbox::start);
    }

    /** The service has ended for good: tells that, and what is left. */
    void close() {
        journal.closed();
        outboxes.forEach(Outbox::close);
    }

    private static ObserverEvent event(String service, ClientStatistics.News news) {
        return stats(Kind.HANDLER, service, news.client(), news.statistics());
    }

    private static ObserverEvent stats(
            Kind kind, String service, String client, Counters.Snapshot counted) {
        return new ObserverEvent(
                kind,
                service,
                client,
                new ObserverEvent.Stats(
                        counted.total(),
                        counted.current(),
                        counted.inputBytes(),
                        counted.outputBytes(),
                        counted.errors()),
                null);
    }
}
