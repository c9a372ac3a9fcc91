package io.gost.runtime.service;

import io.gost.runtime.net.AcceptEvent;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Writes down when a listening socket accepts nobody, and when it does again. */
final class AcceptWatch extends ChannelInboundHandlerAdapter {
    private final ServiceJournal journal;

    AcceptWatch(ServiceJournal journal) {
        this.journal = journal;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case AcceptEvent.Paused(String reason) -> journal.failed(reason);
            case AcceptEvent.Resumed() -> journal.ready();
            default -> ctx.fireUserEventTriggered(event);
        }
    }
}
