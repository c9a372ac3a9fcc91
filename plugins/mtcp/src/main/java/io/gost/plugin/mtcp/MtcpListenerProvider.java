package io.gost.plugin.mtcp;

import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;

import java.util.List;

/** Provides the listener {@code mtcp}. */
public final class MtcpListenerProvider implements ListenerProvider<MtcpOptions> {
    @Override
    public List<String> types() {
        return List.of("mtcp");
    }

    @Override
    public MtcpOptions read(Options options) {
        return MtcpOptions.ofListener(options);
    }

    @Override
    public Listener create(MtcpOptions options, ListenerContext context) {
        Multiplexer multiplexer = context.multiplexer(MtcpOptions.MUX_VERSION);
        return new MultiplexedTransport(options::sockets, multiplexer)
                .listener(context, options.backlog());
    }
}
