package io.gost.plugin.relay;

import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.ConnectRequest;
import io.gost.spi.ConnectorContext;
import io.gost.spi.DatagramBinding;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.DatagramConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Multiplexer;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.DatagramFrames;
import io.gost.spi.support.MultiplexedBinding;
import io.gost.spi.support.Parking;
import io.gost.spi.support.SocksAddress;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reaches targets, and binds addresses, through a relay server. */
final class RelayConnector
        implements BindingConnector, DatagramBindingConnector, DatagramConnector {
    private static final Target ANYBODY = new Target(Network.UDP, "", 0);

    private final Duration timeout;
    private final boolean nodelay;
    private final @Nullable Login login;
    private final @Nullable Multiplexer multiplexer;

    RelayConnector(RelayConnectorOptions options, ConnectorContext context) {
        this.timeout = options.connectTimeout();
        this.nodelay = options.nodelay();
        this.login =
                context.credentials()
                        .map(credentials -> Login.of(credentials, context.path()))
                        .orElse(null);
        this.multiplexer = multiplexer(context);
    }

    /** Only {@link #bind} needs one: a distribution without can do everything else. */
    private static @Nullable Multiplexer multiplexer(ConnectorContext context) {
        try {
            return context.multiplexer();
        } catch (GostException e) {
            if (e.category() != Category.PLUGIN) {
                throw e;
            }
            return null;
        }
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        Target target = request.target();
        if (ByteBufUtil.utf8Bytes(target.host()) > SocksAddress.MAX_NAME) {
            channel.close();
            return Stages.failed(
                    Category.RESOLVE, "host name of more than 255 bytes: " + target.host());
        }
        Question question = Question.connect(target, login);
        CompletionStage<Channel> connected =
                nodelay
                        ? ask(channel, question).thenApply(_ -> channel)
                        : CompletableFuture.completedStage(askWithPayload(channel, question));
        return target.network().isDatagram()
                ? connected.thenApply(RelayConnector::carryingDatagrams)
                : connected;
    }

    @Override
    public CompletionStage<Channel> associate(Channel channel, ConnectRequest request) {
        return bindDatagrams(channel, ANYBODY).thenApply(DatagramBinding::channel);
    }

    @Override
    public CompletionStage<Binding> bind(Channel channel, Target address) {
        Multiplexer streams = multiplexer;
        if (streams == null) {
            channel.close();
            return Stages.failed(
                    Category.CONFIG, "listening through relay needs a multiplexer, such as smux");
        }
        return ask(channel, Question.bind(address, login))
                .thenApply(
                        response ->
                                MultiplexedBinding.over(
                                        channel,
                                        bound(response, address),
                                        streams,
                                        stream -> visitor(stream, address)));
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams(Channel channel, Target address) {
        return ask(channel, Question.bind(address, login))
                .thenApply(
                        response ->
                                new DatagramBinding(
                                        bound(response, address), DatagramFrames.over(channel)));
    }

    private CompletionStage<Response> ask(Channel channel, Question question) {
        if (ByteBufUtil.utf8Bytes(question.address().host()) > SocksAddress.MAX_NAME) {
            channel.close();
            return Stages.failed(
                    Category.CONFIG,
                    "host name of more than 255 bytes: " + question.address().host());
        }
        return Stages.within(
                new ResponsePhase(question).run(channel), channel, timeout, RelayProtocol.SERVER);
    }

    private static Channel askWithPayload(Channel channel, Question question) {
        Parking.addLayers(
                channel,
                new HeldMessage(question.message(channel.alloc())),
                new AwaitedResponse(question.address()));
        return channel;
    }

    private static Channel carryingDatagrams(Channel channel) {
        Parking.addLayers(channel, new LengthFrames());
        return channel;
    }

    /** Servers tell where they listen; one that does not is believed to do as asked. */
    private static SocketAddress bound(Response response, Target asked) {
        Target told = response.address();
        return (told == null ? asked : told).toSocketAddress();
    }

    private static CompletionStage<SocketAddress> visitor(Channel stream, Target bound) {
        return new ResponsePhase(bound)
                .run(stream)
                .thenApply(
                        response -> {
                            Target visitor = response.address();
                            return visitor == null
                                    ? stream.remoteAddress()
                                    : visitor.toSocketAddress();
                        });
    }
}
