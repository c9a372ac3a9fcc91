package io.gost.plugin.http;

import io.gost.plugin.http.Exchange.Terms;
import io.gost.plugin.http.RequestHead.Form;
import io.gost.plugin.http.RequestWriter.Additions;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The server's side of an HTTP proxy: decides what becomes of each request. */
final class HttpHandler implements Handler {
    private static final Duration DEFAULT_HEAD_TIMEOUT = Duration.ofSeconds(15);

    private final HttpHandlerOptions options;
    private final HandlerContext context;
    private final Replies replies;
    private final ProbeResistance probeResistance;
    private final String pseudonym;

    HttpHandler(HttpHandlerOptions options, HandlerContext context) {
        this.options = options;
        this.context = context;
        this.replies = new Replies(options);
        this.probeResistance = new ProbeResistance(options, context, replies);
        this.pseudonym =
                "gost-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(headTimeout());
        Parking.takeOver(session.channel(), new ClientConnection(this, session));
    }

    HttpHandlerOptions options() {
        return options;
    }

    Replies replies() {
        return replies;
    }

    /** How long a client may take for a request header: always bounded. */
    Duration headTimeout() {
        return options.readTimeout().isPositive() ? options.readTimeout() : DEFAULT_HEAD_TIMEOUT;
    }

    /** Takes a client's next request. Credentials are asked for each time. */
    void serve(ClientConnection client, RequestHead request) {
        client.session().record().put("http", client.facts());
        if (!context.authenticates()) {
            admit(client, request);
            return;
        }
        client.attend(
                client.session().authenticate(ProxyAuthorization.read(request.head())),
                _ -> admit(client, request),
                failure -> probeResistance.answer(client, request, failure));
    }

    private void admit(ClientConnection client, RequestHead request) {
        if (!isProxied(request)) {
            client.refuse(replies.bad(400), refusal(Category.HANDSHAKE, "not a proxy request"));
        } else if (isUdp(request)) {
            client.refuse(replies.noUdp(), refusal(Category.DENIED, "UDP over HTTP is off"));
        } else if (request.form() == Form.NONE) {
            throw BadMessage.malformed("CONNECT without a target");
        } else if (request.isConnect()) {
            tunnel(client, target(client, request));
        } else if (request.form() == Form.ASTERISK) {
            refuseForward(client, request, "a request for the proxy itself");
        } else {
            forward(client, request);
        }
    }

    private void tunnel(ClientConnection client, Target target) {
        client.attend(
                client.session().connect(target),
                upstream -> {
                    client.facts().status(200);
                    client.relay(replies.established(), upstream);
                },
                failure -> client.refuse(replies.refusedTunnel(failure), failure));
    }

    private void forward(ClientConnection client, RequestHead request) {
        boolean direct = request.form() == Form.ORIGIN;
        if (direct && request.head().hasElement(KnownField.VIA, "1.1 " + pseudonym)) {
            refuseForward(client, request, "the request has been here before");
            return;
        }
        String override = override(request.head());
        Target target = target(client, request);
        boolean keeps = options.keepalive();
        boolean gunzips = options.compression() && RequestWriter.mayAskForGzip(request);
        Additions additions = new Additions(override, !keeps, gunzips, direct ? pseudonym : "");
        client.forward(
                new Exchange(
                        client,
                        request,
                        target,
                        RequestWriter.toOrigin(request, additions),
                        new Terms(keeps, gunzips)));
    }

    private void refuseForward(ClientConnection client, RequestHead request, String why) {
        GostException failure = refusal(Category.HANDSHAKE, why);
        client.refuse(replies.refusedRequest(failure, request), failure);
    }

    private Target target(ClientConnection client, RequestHead request) {
        String override = override(request.head());
        Target target = override.isEmpty() ? request.target() : Authority.parse(override);
        if (options.hashByTarget()) {
            client.session().hashBy(target.toString());
        }
        return target;
    }

    /** A target that GOST clients hide in a field of their own; the second field wins. */
    private static String override(Head head) {
        String hidden = head.value(KnownField.X_GOST_TARGET);
        String name = hidden.isEmpty() ? "" : TargetName.decode(hidden);
        if (!name.isEmpty()) {
            return name;
        }
        String plain = head.value(KnownField.GOST_TARGET);
        return plain.isEmpty() ? "" : TargetName.decode(plain);
    }

    /** Whether this is something a proxy serves: CONNECT, or plain HTTP for a known host. */
    private static boolean isProxied(RequestHead request) {
        if (!request.isHttp1() || request.method().equals("PRI")) {
            return false;
        }
        return switch (request.form()) {
            case AUTHORITY, ABSOLUTE, NONE -> true;
            case ORIGIN, ASTERISK -> request.hasAuthority();
            case FOREIGN -> false;
        };
    }

    private static boolean isUdp(RequestHead request) {
        return request.head().value(KnownField.X_GOST_PROTOCOL).equals("udp");
    }

    private static GostException refusal(Category category, String why) {
        return new GostException(category, why);
    }
}
