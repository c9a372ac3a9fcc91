package io.gost.spi;

import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** A connector that can ask its node to bind a UDP address and to send us what arrives there. */
@ImplementedByPlugin
public interface DatagramBindingConnector extends Connector {
    /**
     * Asks the node to bind.
     *
     * @param channel a parked channel to the node, after {@link #handshake}; the connector owns it
     *     until the stage completes and closes it when it fails
     * @param address the address to bind
     * @return the binding, whose channel is the one passed in or one on top of it; fails with a
     *     {@link GostException}
     */
    CompletionStage<DatagramBinding> bindDatagrams(Channel channel, Target address);
}
