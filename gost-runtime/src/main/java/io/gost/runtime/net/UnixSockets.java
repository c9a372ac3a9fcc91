package io.gost.runtime.net;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Listening on socket files. */
public final class UnixSockets {
    private UnixSockets() {}

    /**
     * Listens on a socket file, which is deleted again when the channel closes. A socket file that
     * nobody listens on any more, left by a process that was killed, is replaced; anything else
     * that has the name is not.
     *
     * @param sockets event loops
     * @param file the file
     * @param acceptor takes each connection, parked, on its event loop
     * @return the bound channel; fails with a {@link GostException} naming the file
     */
    public static CompletableFuture<Channel> listen(Sockets sockets, Path file, Acceptor acceptor) {
        try {
            removeAbandoned(file);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(failure(file, e));
        }
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(sockets.loops())
                        .channelFactory(sockets.transport()::newUnixServer)
                        .childHandler(new Accepting(acceptor));
        return Stages.of(bootstrap.bind(sockets.transport().unixAddress(file)))
                .handle(
                        (server, failure) -> {
                            if (failure != null) {
                                throw failure(file, failure);
                            }
                            server.closeFuture().addListener(_ -> file.toFile().delete());
                            return server;
                        });
    }

    /** Netty would replace whatever has the name. */
    private static void removeAbandoned(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(file));
            throw new FileAlreadyExistsException(file.toString());
        } catch (ConnectException e) {
            Files.deleteIfExists(file);
        }
    }

    private static GostException failure(Path file, Throwable cause) {
        GostException known = GostException.of(cause);
        String why =
                cause instanceof FileAlreadyExistsException
                        ? "the file exists"
                        : String.valueOf(known.getMessage());
        return new GostException(
                Category.UNREACHABLE, "listen on unix://" + file + ": " + why, known);
    }

    /** Parks each accepted socket and gives it away. */
    @Sharable
    private static final class Accepting extends ChannelInboundHandlerAdapter {
        private final Acceptor acceptor;

        Accepting(Acceptor acceptor) {
            this.acceptor = acceptor;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.channel().config().setAutoRead(false);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            channel.pipeline().remove(this);
            Parking.park(channel);
            acceptor.accept(channel);
        }
    }
}
