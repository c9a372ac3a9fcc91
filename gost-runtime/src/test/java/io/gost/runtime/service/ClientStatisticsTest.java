package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.service.ClientStatistics.News;
import io.gost.runtime.service.Counters.Snapshot;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class ClientStatisticsTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void onlyWhatHasChangedIsNews() {
        ClientStatistics clients = new ClientStatistics(false);
        Counters alice = clients.open("alice");
        clients.open("bob");
        alice.traffic().read(5);
        assertThat(clients.news())
                .containsExactlyInAnyOrder(
                        new News("alice", new Snapshot(1, 1, 0, 5, 0)),
                        new News("bob", new Snapshot(1, 1, 0, 0, 0)));
        assertThat(clients.news()).isEmpty();
        alice.traffic().written(7);
        alice.ended(true);
        assertThat(clients.news()).containsExactly(new News("alice", new Snapshot(1, 0, 1, 5, 7)));
    }

    @Test
    void bytesAreToldSinceTheLastTimeWhenThatIsWanted() {
        ClientStatistics clients = new ClientStatistics(true);
        Counters alice = clients.open("alice");
        alice.traffic().read(5);
        clients.news();
        alice.traffic().read(3);
        assertThat(clients.news()).containsExactly(new News("alice", new Snapshot(1, 1, 0, 3, 0)));
        assertThat(alice.snapshot().inputBytes()).isEqualTo(8);
    }

    @Test
    void clientsThatLeftLongAgoAreForgottenAndTheOthersAreNot() {
        ClientStatistics clients = new ClientStatistics(false);
        Counters gone = clients.open("gone");
        Counters here = clients.open("here");
        gone.ended(false);
        long now = System.nanoTime();
        clients.newsAt(now);
        clients.newsAt(now + HOUR);
        assertThat(clients.open("gone")).isNotSameAs(gone);
        assertThat(clients.open("here")).isSameAs(here);
    }

    @Test
    void whatWasNotToldYetIsNotForgotten() {
        ClientStatistics clients = new ClientStatistics(false);
        clients.open("brief").ended(false);
        assertThat(clients.newsAt(System.nanoTime() + HOUR))
                .containsExactly(new News("brief", new Snapshot(1, 0, 0, 0, 0)));
    }
}
