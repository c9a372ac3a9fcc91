package io.gost.runtime.net;

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

/**
 * Netty's epoll handler, mended in two places that concern half-closed connections.
 *
 * <p><b>Nothing to wait for.</b> A channel whose peer has ended its output and that nobody reads
 * from waits for no event. Netty 4.2.18 then takes its descriptor out of the epoll set and fails
 * with ENOENT at the next change: when reading is turned on again, or when output has to wait for
 * room. Here such a channel stays in the set, edge-triggered, which reports an error or a hang-up
 * once and does not spin.
 *
 * <p><b>Reset after the end.</b> When a peer that has ended its output resets the connection,
 * reading gives the end of input again and no error, and Netty goes on waiting. Here the channel is
 * closed: there is nothing left to read, and nobody to write to.
 */
final class LastingEpoll implements IoHandler {
    private final IoHandler epoll;

    private LastingEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return executor -> new LastingEpoll(factory.newHandler(executor));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
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
        return new Lasting(
                epoll.register(
                        handle instanceof EpollIoHandle known ? new Watching(known) : handle));
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
                            && handle.fd() instanceof Socket socket
                            && socket.isInputShutdown();
            handle.handle(registration, event);
            if (reset) {
                close();
            }
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

    private static final class Lasting implements IoRegistration {
        private final IoRegistration registration;
        private volatile boolean added;

        Lasting(IoRegistration registration) {
            this.registration = registration;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            boolean nothing = EpollIoOps.NONE.equals(ops);
            if (nothing && added) {
                return registration.submit(EpollIoOps.EPOLLET);
            }
            if (!nothing) {
                added = true;
            }
            return registration.submit(ops);
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
