package com.example.sample;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The client's side. */
record SampleConnector(SampleOptions options) implements Connector {
    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        CompletionStage<String> answer =
                new SampleLine("sample node", request.target().toString()).run(channel);
        return Stages.within(answer, channel, options.readTimeout(), "sample node")
                .thenCompose(word -> judge(channel, word));
    }

    private static CompletionStage<Channel> judge(Channel channel, String word) {
        if (word.equals("ok")) {
            return CompletableFuture.completedStage(channel);
        }
        channel.close(); // we own it until the stage completes
        return Stages.failed(Category.REFUSED, "the sample node answered \"" + word + "\"");
    }
}
