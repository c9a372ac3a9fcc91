package io.gost.plugin.http;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** Asks an HTTP proxy for a tunnel. */
final class HttpConnector implements Connector {
    private static final String PEER = "http proxy";
    private static final String AGENT = "User-Agent";

    private final HttpConnectorOptions options;
    private final String agent;
    private final byte[] fields;

    HttpConnector(HttpConnectorOptions options, ConnectorContext context) {
        this.options = options;
        SortedMap<String, String> sorted = CustomFields.canonical(options.header());
        sorted.remove("Host");
        sorted.put("Proxy-Connection", "keep-alive");
        context.credentials()
                .ifPresent(
                        login ->
                                sorted.put("Proxy-Authorization", ProxyAuthorization.write(login)));
        String custom = sorted.remove(AGENT);
        this.agent = custom == null ? "Go-http-client/1.1" : custom;
        HeadBuilder out = new HeadBuilder(256);
        CustomFields.write(sorted, out);
        this.fields = out.end().toBytes();
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        Target target = request.target();
        if (!isStream(target)) {
            return refuse(channel, Category.CONFIG, "network " + target.network());
        }
        if (!canBeWritten(target.host())) {
            return refuse(channel, Category.HANDSHAKE, "a host name with control characters");
        }
        return Stages.within(
                new ConnectPhase(head(target)).run(channel).thenApply(_ -> channel),
                channel,
                options.timeout(),
                PEER);
    }

    private HeadBuilder head(Target target) {
        HeadBuilder out = new HeadBuilder(256 + fields.length);
        String address = target.toString();
        out.add("CONNECT ").add(address).add(" HTTP/1.1\r\nHost: ").add(address);
        out.add(HeadBuilder.CRLF);
        if (!agent.isEmpty()) {
            CustomFields.write(Map.of(AGENT, agent), out);
        }
        return out.add(fields);
    }

    private static boolean isStream(Target target) {
        return switch (target.network()) {
            case TCP, TCP4, TCP6 -> true;
            case UDP, UDP4, UDP6, UNIX, SERIAL, IP -> false;
        };
    }

    /** A name comes from a client of ours and must not become a header line of its own. */
    private static boolean canBeWritten(String host) {
        return host.chars().allMatch(character -> character > ' ' && character != 0x7f);
    }

    private static CompletionStage<Channel> refuse(
            Channel channel, Category category, String what) {
        channel.close();
        return Stages.failed(category, what + " cannot be reached through an http proxy");
    }

    /** Sends CONNECT and reads the answer's header; what follows belongs to the tunnel. */
    private static final class ConnectPhase extends HandshakePhase<Integer> {
        private final HeadBuilder request;
        private final HeadReader heads = new HeadReader(HeadKind.RESPONSE);

        ConnectPhase(HeadBuilder request) {
            super(PEER);
            this.request = request;
        }

        @Override
        protected void begin(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(request.toBuffer(ctx.alloc(), 0));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            try {
                Head head = heads.read(in);
                if (head != null) {
                    answered(ctx, ResponseHead.of(head));
                }
            } catch (BadMessage bad) {
                fail(ctx, Category.HANDSHAKE, PEER + " answered with a " + bad.getMessage());
            }
        }

        private void answered(ChannelHandlerContext ctx, ResponseHead response) {
            if (response.status() == 200) {
                succeed(ctx, 200);
            } else if (!response.isInterim() || response.isSwitching()) {
                fail(ctx, category(response.status()), PEER + ": " + response.statusText());
            }
        }

        private static Category category(int status) {
            return switch (status) {
                case 403 -> Category.DENIED;
                case 407 -> Category.AUTHENTICATION;
                case 502, 503 -> Category.UNREACHABLE;
                case 504 -> Category.TIMEOUT;
                default -> Category.HANDSHAKE;
            };
        }
    }
}
