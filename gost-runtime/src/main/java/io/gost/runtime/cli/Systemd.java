package io.gost.runtime.cli;

import io.gost.runtime.admin.ReloadListener;
import io.gost.runtime.net.NotifySocket;
import io.gost.runtime.net.Sockets;
import io.gost.spi.GostException;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd how the program stands, as {@code sd_notify} does, when systemd has asked for it.
 *
 * <p><b>Threads.</b> Any.
 */
final class Systemd implements ReloadListener, AutoCloseable {
    private static final long NANOS_PER_MICRO = 1_000;

    private final @Nullable NotifySocket socket;
    private final Logger logger;

    /** Whether the last attempt failed, which is said once. */
    private volatile boolean deaf;

    private Systemd(@Nullable NotifySocket socket, Logger logger) {
        this.socket = socket;
        this.logger = logger;
    }

    /**
     * Looks for systemd.
     *
     * @param surroundings its variable {@code NOTIFY_SOCKET} says where systemd listens
     * @param logger told when systemd cannot be told
     * @return the one to tell, or one who tells nobody
     */
    static Systemd of(Surroundings surroundings, Logger logger) {
        String address = surroundings.variable("NOTIFY_SOCKET");
        if (address.isEmpty()) {
            return new Systemd(null, logger);
        }
        try {
            return new Systemd(NotifySocket.open(address), logger);
        } catch (GostException e) {
            logger.warn("systemd is not notified: {}", e.getMessage());
            return new Systemd(null, logger);
        }
    }

    /** Services accept connections. */
    void ready(int services) {
        tell("READY=1\nSTATUS=" + services + (services == 1 ? " service" : " services"));
    }

    @Override
    public void reloading() {
        // The clock behind nanoTime is CLOCK_MONOTONIC wherever there is systemd.
        tell(
                "RELOADING=1\nMONOTONIC_USEC=%d\nSTATUS=reloading"
                        .formatted(System.nanoTime() / NANOS_PER_MICRO));
    }

    @Override
    public void reloaded(String outcome) {
        tell("READY=1\nSTATUS=" + outcome.replace('\n', ' '));
    }

    /** Nobody is accepted any more. */
    void stopping(int connections) {
        tell("STOPPING=1\nSTATUS=stopping, " + connections + " connections");
    }

    /**
     * Keeps systemd from restarting the program, if it watches, for as long as all event loops do
     * their work: the sign of life goes from one to the next.
     *
     * @param surroundings with {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}
     * @param loops the event loops
     */
    void keepAlive(Surroundings surroundings, Sockets loops) {
        String pid = surroundings.variable("WATCHDOG_PID");
        String micros = surroundings.variable("WATCHDOG_USEC");
        boolean ours = pid.isEmpty() || pid.equals(String.valueOf(ProcessHandle.current().pid()));
        if (socket != null && ours && micros.matches("[1-9]\\d{0,17}")) {
            long half = Long.parseLong(micros) / 2;
            alive(loops, loops.nextLoop(), half);
        }
    }

    private void alive(Sockets loops, EventLoop loop, long periodMicros) {
        loop.execute(() -> tell("WATCHDOG=1"));
        loop.schedule(
                () -> alive(loops, loops.nextLoop(), periodMicros),
                periodMicros,
                TimeUnit.MICROSECONDS);
    }

    private void tell(String state) {
        if (socket == null) {
            return;
        }
        try {
            socket.send(state);
            deaf = false;
        } catch (IOException e) {
            if (!deaf) {
                logger.warn("systemd is not notified: {}", e.toString());
            }
            deaf = true;
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
