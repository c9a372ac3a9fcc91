package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** A connector that can ask its node to listen and to send us what arrives there. */
@ImplementedByPlugin
public interface BindingConnector extends Connector {
    /**
     * Asks the node to listen.
     *
     * @param channel a parked channel to the node, after {@link #handshake}; the connector owns it
     *     from now on and closes it with the binding
     * @param address the address to listen on
     * @return the binding; fails with a {@link GostException}
     */
    CompletionStage<Binding> bind(Channel channel, Target address);
}
