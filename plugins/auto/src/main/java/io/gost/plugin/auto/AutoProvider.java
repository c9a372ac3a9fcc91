package io.gost.plugin.auto;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Provides the handler {@code auto}. */
public final class AutoProvider implements HandlerProvider<AutoOptions> {
    @Override
    public List<String> types() {
        return List.of("auto");
    }

    @Override
    public AutoOptions read(Options options) {
        return AutoOptions.read(options);
    }

    @Override
    public Handler create(AutoOptions options, HandlerContext context) {
        Map<Protocol, Handler> handlers = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.DELEGATED) {
            context.delegate(protocol.type())
                    .ifPresentOrElse(
                            handler -> handlers.put(protocol, handler),
                            () -> warnOfMissing(protocol, context));
        }
        // The name in a ClientHello comes without credentials: where clients have to authenticate,
        // following it would be an open relay.
        if (!context.authenticates()) {
            handlers.put(Protocol.TLS, new TlsPassThrough());
        }
        return new AutoHandler(options.readTimeout(), handlers);
    }

    private static void warnOfMissing(Protocol protocol, HandlerContext context) {
        context.logger()
                .warn(
                        "{}: no plugin provides handler {}; clients that speak it will be"
                                + " disconnected",
                        context.path(),
                        protocol.type());
    }
}
