package io.gost.runtime.service;

import io.gost.runtime.component.Schedule;
import io.gost.runtime.net.HostNetwork;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does things later on the event loops.
 *
 * @param network has the loops
 */
public record LoopSchedule(HostNetwork network) implements Schedule {
    @Override
    public Task after(Duration delay, Runnable work) {
        ScheduledFuture<?> planned =
                network.sockets().nextLoop().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }
}
