package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.ServiceEvent;
import io.gost.runtime.net.AcceptEvent;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.ListenerStatus;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class ServiceJournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(42));
    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    private final List<String> heard = new ArrayList<>();
    private final ServiceJournal journal =
            new ServiceJournal("s0", CLOCK, (state, _) -> heard.add(state.toString()));

    @Test
    void eventsAreToldInTheWordsOfGost() {
        journal.listening(ADDRESS);
        assertThat(journal.createTime()).isEqualTo(42);
        assertThat(journal.moment().events())
                .containsExactly(
                        new ServiceEvent(42, "service s0 is running"),
                        new ServiceEvent(42, "service s0 is ready"),
                        new ServiceEvent(42, "service s0 is listening on 127.0.0.1:8080"));
        assertThat(heard).containsExactly("running", "ready");
    }

    @Test
    void theWildcardIsWrittenAsGostDoes() {
        journal.listening(new InetSocketAddress("::", 8080));
        assertThat(messages()).contains("service s0 is listening on [::]:8080");
    }

    @Test
    void aListeningSocketThatAcceptsNobodyMakesItFailForAMoment() {
        journal.listening(ADDRESS);
        EmbeddedChannel server = new EmbeddedChannel(new AcceptWatch(journal));
        server.pipeline().fireUserEventTriggered(new AcceptEvent.Paused("Too many open files"));
        assertThat(journal.moment().state()).isEqualTo(ServiceJournal.State.FAILED);
        assertThat(journal.moment().lastError()).isEqualTo("Too many open files");
        server.pipeline().fireUserEventTriggered(new AcceptEvent.Resumed());
        assertThat(journal.moment().lastError()).isEmpty();
        assertThat(heard).containsExactly("running", "ready", "failed", "ready");
        assertThat(messages().stream().filter(text -> text.contains("listening"))).hasSize(1);
    }

    @Test
    void anAddressOnAProxyIsLostAndComesBack() {
        GostException lost = new GostException(Category.UNREACHABLE, "closed by the proxy");
        journal.heard(new ListenerStatus.Waiting(lost));
        journal.heard(new ListenerStatus.Waiting(lost));
        assertThat(journal.moment().lastError()).isEqualTo("closed by the proxy");
        journal.heard(new ListenerStatus.Listening(ADDRESS));
        assertThat(messages())
                .containsExactly(
                        "service s0 is running",
                        "service s0 is failed",
                        "service s0 is ready",
                        "service s0 is listening on 127.0.0.1:8080");
    }

    @Test
    void theOldestOfMoreThanTwentyEventsAreForgotten() {
        journal.listening(ADDRESS);
        for (int i = 0; i < 20; i++) {
            journal.failed("no");
            journal.ready();
        }
        assertThat(messages())
                .hasSize(20)
                .startsWith("service s0 is failed")
                .endsWith("service s0 is ready");
    }

    @Test
    void nothingComesAfterTheEnd() {
        journal.closed();
        journal.failed("late");
        journal.ready();
        assertThat(journal.moment().state()).isEqualTo(ServiceJournal.State.CLOSED);
        assertThat(journal.moment().lastError()).isEmpty();
        assertThat(heard).containsExactly("running", "closed");
    }

    private List<String> messages() {
        return journal.moment().events().stream().map(ServiceEvent::msg).toList();
    }
}
