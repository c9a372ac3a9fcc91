package io.gost.plugin.tcp;

import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.util.List;

/** Provides the dialer {@code tcp}. */
public final class TcpDialerProvider implements DialerProvider<SocketOptions> {
    @Override
    public List<String> types() {
        return List.of("tcp");
    }

    @Override
    public SocketOptions read(Options options) {
        return SocketOptions.ofDialer(options);
    }

    @Override
    public Dialer create(SocketOptions options, DialerContext context) {
        return new TcpTransport(options).dialer();
    }
}
