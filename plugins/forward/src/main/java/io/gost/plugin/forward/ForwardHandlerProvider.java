package io.gost.plugin.forward;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the handlers {@code tcp}, {@code udp}, {@code rtcp} and {@code rudp}, which are one. */
public final class ForwardHandlerProvider implements HandlerProvider<ForwardOptions> {
    @Override
    public List<String> types() {
        return List.of("tcp", "udp", "forward", "rtcp", "rudp");
    }

    @Override
    public ForwardOptions read(Options options) {
        return ForwardOptions.read(options);
    }

    @Override
    public Handler create(ForwardOptions options, HandlerContext context) {
        if (!context.forwards()) {
            throw new GostException(
                    Category.CONFIG,
                    context.path()
                            + ": there is nothing to forward to; give the service a forwarder with"
                            + " nodes, on the command line as tcp://:8080/192.168.1.1:80 or"
                            + " udp://:53/192.168.1.1:53");
        }
        return new ForwardHandler(options);
    }
}
