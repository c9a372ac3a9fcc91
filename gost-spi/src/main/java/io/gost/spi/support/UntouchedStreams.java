package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.netty.channel.Channel;

import org.slf4j.Logger;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams of one session that a peer has opened and then done nothing with. Opening costs it a
 * few bytes and us a channel and whoever serves it, so that there may be so many of them and no
 * more: further ones are closed.
 *
 * <p>Confined to the session's event loop.
 */
final class UntouchedStreams implements Acceptor {
    private final Acceptor acceptor;
    private final int most;
    private final Logger logger;
    private final List<VirtualChannel> untouched = new ArrayList<>();
    private boolean told;

    /**
     * Begins with none.
     *
     * @param acceptor takes the streams that may be there
     * @param most how many may be untouched
     * @param logger told when they are too many, once in a session
     */
    UntouchedStreams(Acceptor acceptor, int most, Logger logger) {
        this.acceptor = acceptor;
        this.most = most;
        this.logger = logger;
    }

    @Override
    public void accept(Channel stream) {
        if (untouched.size() >= most) {
            // Looked at only now: nobody has to tell when one has been touched, or is gone.
            untouched.removeIf(one -> !one.isOpen() || !one.isUntouched());
        }
        if (untouched.size() >= most) {
            refuse(stream);
            return;
        }
        if (stream instanceof VirtualChannel virtual) {
            untouched.add(virtual);
        }
        acceptor.accept(stream);
    }

    private void refuse(Channel stream) {
        SocketAddress peer = stream.remoteAddress();
        stream.close();
        if (!told) {
            told = true;
            logger.warn("{}: more than {} streams without a request (backlog)", peer, most);
        }
    }
}
