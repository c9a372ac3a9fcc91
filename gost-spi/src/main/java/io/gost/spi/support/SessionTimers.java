package io.gost.spi.support;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a session does later. It ends with the session, and holds nothing of it afterwards. */
final class SessionTimers {
    private final EventLoop loop;
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();
    private boolean cancelled;

    SessionTimers(EventLoop loop) {
        this.loop = loop;
    }

    void later(Duration delay, Runnable task) {
        ScheduledFuture<?> timer =
                loop.schedule(
                        () -> {
                            if (!cancelled) {
                                task.run();
                            }
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
        timers.add(timer);
        timers.removeIf(ScheduledFuture::isDone);
    }

    void cancel() {
        cancelled = true;
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }
}
