package io.gost.plugin.mtcp;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.support.MultiplexedTransport;

import java.util.List;

/** Provides the dialer {@code mtcp}. */
public final class MtcpDialerProvider implements DialerProvider<MtcpOptions> {
    @Override
    public List<String> types() {
        return List.of("mtcp");
    }

    @Override
    public MtcpOptions read(Options options) {
        return MtcpOptions.ofDialer(options);
    }

    @Override
    public Dialer create(MtcpOptions options, DialerContext context) {
        Multiplexer multiplexer = context.multiplexer(MtcpOptions.MUX_VERSION);
        return new MultiplexedTransport(options::sockets, multiplexer).dialer();
    }
}
