package io.gost.runtime.net;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.ThreadAwareExecutor;

import org.slf4j.Logger;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Netty's epoll handler, mended in two places that concern half-closed connections, and made to
 * spare system calls.
 *
 * <p><b>One change for many.</b> While a tunnel is made, what is waited for changes several times
 * within one turn of the loop: reading is turned off and on again as the channel changes hands.
 * Netty tells the system of each change; here it is told of the last one, right before it is asked
 * for events, and not at all of one that changes nothing.
 *
 * <p><b>Nothing to wait for.</b> A channel whose peer has ended its output has no input to wait
 * for, though Netty asks for it now and then. Where Netty waits for nothing at all, 4.2.18 takes
 * its descriptor out of the epoll set and fails with ENOENT at the next change: when reading is
 * turned on again, or when output has to wait for room. Here such a channel stays in the set,
 * edge-triggered, which reports an error or a hang-up once and does not spin.
 *
 * <p><b>Reset after the end.</b> When a peer that has ended its output resets the connection,
 * reading gives the end of input again and no error, and Netty goes on waiting. Here the channel is
 * closed: there is nothing left to read, and nobody to write to.
 */
final class LastingEpoll implements IoHandler {
    private final IoHandler epoll;
    private final ThreadAwareExecutor loop;
    private final Logger logger;
    private final Deque<Lasting> changed = new ArrayDeque<>();

    private LastingEpoll(IoHandler epoll, ThreadAwareExecutor loop, Logger logger) {
        this.epoll = epoll;
        this.loop = loop;
        this.logger = logger;
    }

    /** The logger is told of each descriptor that the system does not watch. */
    static IoHandlerFactory newFactory(Logger logger) {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return executor -> new LastingEpoll(factory.newHandler(executor), executor, logger);
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        for (Lasting next = changed.poll(); next != null; next = changed.poll()) {
            next.apply();
        }
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        if (!(handle instanceof EpollIoHandle known)) {
            return epoll.register(handle);
        }
        Watching watching = new Watching(known);
        return new Lasting(epoll.register(watching), watching);
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    private static final class Watching implements EpollIoHandle {
        private final EpollIoHandle handle;

        Watching(EpollIoHandle handle) {
            this.handle = handle;
        }

        @Override
        public FileDescriptor fd() {
            return handle.fd();
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            boolean reset =
                    event instanceof EpollIoEvent seen
                            && seen.ops().contains(EpollIoOps.EPOLLERR)
                            && inputHasEnded();
            handle.handle(registration, event);
            if (reset) {
                close();
            }
        }

        boolean inputHasEnded() {
            return handle.fd() instanceof Socket socket && socket.isInputShutdown();
        }

        @Override
        public void registered() {
            handle.registered();
        }

        @Override
        public void unregistered() {
            handle.unregistered();
        }

        @Override
        public void close() {
            try {
                handle.close();
            } catch (Exception e) {
                throw new ChannelException(e);
            }
        }
    }

    /** Confined to the loop, but for what Netty may ask from anywhere. */
    private final class Lasting implements IoRegistration {
        private final IoRegistration registration;
        private final Watching handle;
        private IoOps wanted = EpollIoOps.NONE;
        private IoOps known = EpollIoOps.NONE;
        private boolean waiting;

        Lasting(IoRegistration registration, Watching handle) {
            this.registration = registration;
            this.handle = handle;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
        public <T> T attachment() {
            return registration.attachment();
        }

        /** Netty makes no use of the answer but for its sign. */
        @Override
        public long submit(IoOps ops) {
            if (!loop.isExecutorThread(Thread.currentThread())) {
                throw new IllegalStateException("not on the channel's loop");
            }
            if (!registration.isValid()) {
                return -1;
            }
            wanted = ops;
            if (!waiting) {
                waiting = true;
                changed.add(this);
            }
            return 0;
        }

        void apply() {
            waiting = false;
            boolean added = !known.equals(EpollIoOps.NONE);
            IoOps needed = handle.inputHasEnded() ? withoutInput(wanted) : wanted;
            IoOps next = needed.equals(EpollIoOps.NONE) && added ? EpollIoOps.EPOLLET : needed;
            if (next.equals(known) || !registration.isValid()) {
                return;
            }
            try {
                registration.submit(next);
                known = next;
            } catch (UncheckedIOException e) {
                // The system watches no more descriptors, or not this one: nothing would ever come.
                logger.warn(
                        "descriptor {} closed, the system does not watch it: {} (see the sysctl"
                                + " fs.epoll.max_user_watches)",
                        handle.fd().intValue(),
                        requireNonNull(e.getCause()).getMessage());
                handle.close();
            }
        }

        /** Netty goes on asking for input behind its end, which would be reported for ever. */
        private static IoOps withoutInput(IoOps ops) {
            return ops instanceof EpollIoOps epollOps && epollOps.contains(EpollIoOps.EPOLLOUT)
                    ? EpollIoOps.EPOLLOUT
                    : EpollIoOps.NONE;
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
