package io.gost.spi.testkit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;

import java.nio.channels.SocketChannel;
import java.util.List;

/** Sockets that tell the network when something falls off the end of their pipeline. */
final class WatchedSockets {
    private WatchedSockets() {}

    static final class Server extends NioServerSocketChannel {
        private final TestNetwork network;

        Server(TestNetwork network) {
            this.network = network;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            accepted.add(new Stream(network, this, socket));
            return 1;
        }
    }

    static final class Stream extends NioSocketChannel {
        Stream(TestNetwork network) {
            watch(network);
        }

        private Stream(TestNetwork network, Channel parent, SocketChannel socket) {
            super(parent, socket);
            watch(network);
        }

        private void watch(TestNetwork network) {
            ((Pipeline) pipeline()).network = network;
            network.track(this);
        }

        @Override
        protected DefaultChannelPipeline newChannelPipeline() {
            return new Pipeline(this);
        }
    }

    private static final class Pipeline extends DefaultChannelPipeline {
        private TestNetwork network;

        Pipeline(Channel channel) {
            super(channel);
        }

        @Override
        protected void onUnhandledInboundException(Throwable cause) {
            network.complain(
                    "an exception fell off the pipeline of "
                            + channel()
                            + "; catch it in exceptionCaught, and fail and close",
                    cause);
        }

        @Override
        protected void onUnhandledInboundMessage(ChannelHandlerContext ctx, Object msg) {
            network.complain(
                    "a message fell off the pipeline "
                            + names()
                            + ": "
                            + msg
                            + "; the last handler passed it on although nobody comes after it: park"
                            + " the channel, or relay it",
                    null);
            ReferenceCountUtil.release(msg);
        }
    }
}
