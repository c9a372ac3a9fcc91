package io.gost.runtime.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the clients of one service do, each apart, for the observer of its handler. Clients that
 * left long ago are forgotten. Any thread.
 */
final class ClientStatistics {
    /** Names come from authers, but a plugin may give any number of them. */
    private static final int MOST_CLIENTS = 65_536;

    private static final String NOBODY = "";
    private static final long UNUSED = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final boolean resetTraffic;

    /** One client; the report is the reporting thread's. */
    private static final class Client {
        private final Counters counters = new Counters();
        private final StatisticsReport report;
        private long lastChange;

        Client(boolean resetTraffic) {
            this.report = new StatisticsReport(counters, resetTraffic);
            this.lastChange = System.nanoTime();
        }
    }

    /** News of one client. */
    record News(String client, Counters.Snapshot statistics) {}

    ClientStatistics(boolean resetTraffic) {
        this.resetTraffic = resetTraffic;
    }

    /**
     * A connection of a client begins.
     *
     * @param id whom the client has logged in as; empty for nobody
     * @return the client's counters, which are not forgotten before the connection has ended
     */
    Counters open(String id) {
        String known = clients.size() < MOST_CLIENTS || clients.containsKey(id) ? id : NOBODY;
        return clients.compute(
                        known,
                        (_, client) -> {
                            Client opened = client == null ? new Client(resetTraffic) : client;
                            opened.counters.opened();
                            return opened;
                        })
                .counters;
    }

    /** What has changed since it was last asked for. Called by one thread at a time. */
    List<News> news() {
        return newsAt(System.nanoTime());
    }

    /** As {@link #news}, at a time in nanoseconds. */
    List<News> newsAt(long now) {
        List<News> news = new ArrayList<>();
        clients.forEach(
                (id, client) ->
                        client.report
                                .next()
                                .ifPresent(
                                        statistics -> {
                                            client.lastChange = now;
                                            news.add(new News(id, statistics));
                                        }));
        for (String id : clients.keySet()) {
            // In one step: nobody opens a connection in between.
            clients.computeIfPresent(
                    id,
                    (_, client) ->
                            now - client.lastChange >= UNUSED
                                            && client.counters.snapshot().current() == 0
                                            && !client.report.isDue()
                                    ? null
                                    : client);
        }
        return news;
    }
}
