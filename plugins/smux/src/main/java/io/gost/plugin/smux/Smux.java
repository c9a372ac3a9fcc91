package io.gost.plugin.smux;

import io.gost.spi.Acceptor;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.netty.channel.Channel;

import org.slf4j.Logger;

/**
 * Makes smux sessions.
 *
 * @param options for each of them
 * @param logger told why a session ended, where that is not its peer's good right
 */
record Smux(SmuxOptions options, Logger logger) implements Multiplexer {
    private static final int FIRST_OF_CLIENT = 3;
    private static final int FIRST_OF_SERVER = 2;

    @Override
    public MultiplexSession client(Channel channel, Acceptor incoming) {
        return new SmuxSession(channel, incoming, this, FIRST_OF_CLIENT).start();
    }

    @Override
    public MultiplexSession server(Channel channel, Acceptor incoming) {
        return new SmuxSession(channel, incoming, this, FIRST_OF_SERVER).start();
    }
}
