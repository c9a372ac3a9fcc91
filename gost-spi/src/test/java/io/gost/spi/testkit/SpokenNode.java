package io.gost.spi.testkit;

import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.support.BlockingHandler;
import io.gost.spi.support.BlockingSession;

import java.io.IOException;
import java.util.List;

/** A node that a test writes by hand, as the handler that it is. */
record SpokenNode(NodeSide.Dialogue dialogue) implements HandlerProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("spoken");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Handler create(NoOptions options, HandlerContext context) {
        return new BlockingHandler(context, "client") {
            @Override
            protected void serve(BlockingSession session) throws IOException {
                dialogue.serve(session);
            }
        };
    }
}
