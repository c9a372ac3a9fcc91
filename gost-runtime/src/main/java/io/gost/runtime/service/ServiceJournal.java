package io.gost.runtime.service;

import io.gost.runtime.config.ServiceEvent;
import io.gost.spi.GostException;
import io.gost.spi.ListenerStatus;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The state of one service and its latest events, in GOST's words. Any thread; no locks.
 *
 * <p>Whoever hears of changes is told by the thread that made them and must not block.
 */
final class ServiceJournal {
    /** Older events are forgotten. */
    private static final int MOST_EVENTS = 20;

    private final String service;
    private final InstantSource clock;
    private final Listener listener;
    private final long createTime;
    private final AtomicReference<Moment> moment;

    /** How it stands with a service. */
    enum State {
        /** Built, and not accepting yet. */
        RUNNING,
        /** Accepting. */
        READY,
        /** Nobody can connect at the moment; it goes on trying. */
        FAILED,
        /** Ended for good. */
        CLOSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Hears of changes of the state. */
    @FunctionalInterface
    interface Listener {
        /** For services that nobody observes. */
        Listener NOBODY = (_, _) -> {};

        void entered(State state, String message);
    }

    /**
     * One moment.
     *
     * @param announced where it was last said to listen; empty for nowhere
     * @param lastError why it is not ready; empty when it is
     */
    record Moment(State state, List<ServiceEvent> events, String announced, String lastError) {
        Moment {
            events = List.copyOf(events);
        }
    }

    ServiceJournal(String service, InstantSource clock, Listener listener) {
        this.service = service;
        this.clock = clock;
        this.listener = listener;
        this.createTime = seconds();
        this.moment = new AtomicReference<>(new Moment(State.RUNNING, List.of(), "", ""));
        moment.updateAndGet(seen -> with(seen, message(State.RUNNING), seen.announced));
        listener.entered(State.RUNNING, message(State.RUNNING));
    }

    /** Connections are accepted. */
    void listening(SocketAddress address) {
        enter(State.READY, "");
        String where =
                address instanceof InetSocketAddress inet
                        ? NetUtil.toSocketAddressString(inet)
                        : address.toString();
        moment.updateAndGet(
                seen ->
                        seen.announced.equals(where)
                                ? seen
                                : with(
                                        seen,
                                        "service " + service + " is listening on " + where,
                                        where));
    }

    /** Connections are accepted again. */
    void ready() {
        enter(State.READY, "");
    }

    /** Nobody can connect at the moment. */
    void failed(String reason) {
        enter(State.FAILED, reason);
    }

    /** It has ended for good. */
    void closed() {
        enter(State.CLOSED, "");
    }

    /** What a listener says that binds by itself. */
    void heard(ListenerStatus status) {
        switch (status) {
            case ListenerStatus.Listening(SocketAddress address) -> listening(address);
            case ListenerStatus.Waiting(GostException reason) ->
                    failed(String.valueOf(reason.getMessage()));
        }
    }

    /** When it was built, in Unix seconds. */
    long createTime() {
        return createTime;
    }

    /** How it stands. */
    Moment moment() {
        return moment.get();
    }

    private void enter(State state, String error) {
        Moment before =
                moment.getAndUpdate(
                        seen -> {
                            if (seen.state == State.CLOSED) {
                                return seen;
                            }
                            Moment next =
                                    seen.state == state
                                            ? seen
                                            : with(seen, message(state), seen.announced);
                            return new Moment(state, next.events, next.announced, error);
                        });
        if (before.state != state && before.state != State.CLOSED) {
            listener.entered(state, message(state));
        }
    }

    private String message(State state) {
        return "service " + service + " is " + state;
    }

    private Moment with(Moment seen, String message, String announced) {
        List<ServiceEvent> events = new ArrayList<>(seen.events);
        events.add(new ServiceEvent(seconds(), message));
        if (events.size() > MOST_EVENTS) {
            events.removeFirst();
        }
        return new Moment(seen.state, events, announced, seen.lastError);
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }
}
