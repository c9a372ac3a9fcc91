package com.example.sample;

import io.gost.spi.DialRequest;
import io.gost.spi.GostException.Category;
import io.gost.spi.Secret;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** TCP with a word of welcome, both sides. */
record SampleTransport(SampleOptions options) implements StreamTransport {
    @Override
    public SocketOptions socketOptions() {
        return options.sockets();
    }

    @Override
    public CompletionStage<Channel> accept(Channel channel) {
        CompletionStage<String> greeting = new SampleLine("sample client", "").run(channel);
        return Stages.within(greeting, channel, options.handshakeTimeout(), "sample client")
                .thenCompose(line -> welcome(channel, line));
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
        CompletionStage<String> answer = new SampleLine("sample server", greeting()).run(channel);
        return Stages.within(answer, channel, options.handshakeTimeout(), "sample server")
                .thenCompose(line -> enter(channel, line));
    }

    private CompletionStage<Channel> welcome(Channel channel, String line) {
        if (!Secret.of(line).equals(Secret.of(greeting()))) {
            return refuse(channel, "the client did not say sample and the password");
        }
        channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), "welcome\n"));
        return CompletableFuture.completedStage(channel);
    }

    private static CompletionStage<Channel> enter(Channel channel, String line) {
        return line.equals("welcome")
                ? CompletableFuture.completedStage(channel)
                : refuse(channel, "the server did not say welcome");
    }

    private String greeting() {
        return "sample " + options.password().reveal();
    }

    private static CompletionStage<Channel> refuse(Channel channel, String message) {
        channel.close(); // we own it until the stage completes
        return Stages.failed(Category.AUTHENTICATION, message);
    }
}
