package io.gost.runtime.service;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.tls.Tls;
import io.gost.spi.GostException;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Builds TLS from the {@code tls:} blocks of one configuration. */
final class TlsAssembler {
    private final Tls tls;
    private final ProblemSink problems;

    /**
     * Follows the configuration's top-level block.
     *
     * @param parts the sides that were made before follow the block, too, when this begins
     */
    TlsAssembler(Config config, Path home, ProblemSink problems, Logger logger, Parts parts) {
        this.tls = parts.keep("tls", "", home, () -> tls(config, home, logger));
        this.problems = problems;
        try {
            tls(config, home, logger).checkDefault();
        } catch (GostException e) {
            problems.error("tls", String.valueOf(e.getMessage()));
        }
        parts.atBegin(() -> tls.follow(config.tls()));
    }

    private static Tls tls(Config config, Path home, Logger logger) {
        return new Tls(config.tls(), Path.of(""), home, logger);
    }

    private TlsAssembler(Tls tls, ProblemSink problems) {
        this.tls = tls;
        this.problems = problems;
    }

    /** The same certificates, with another one to hear what is wrong. */
    TlsAssembler reportingTo(ProblemSink sink) {
        return new TlsAssembler(tls, sink);
    }

    /** A listener's or handler's side; with a problem reported, that of the default certificate. */
    TlsServer server(@Nullable TlsConfig block, String path) {
        return reporting(path, () -> tls.server(block), () -> tls.server(null));
    }

    /** A dialer's or connector's side; with a problem reported, that of an empty block. */
    TlsClient client(@Nullable TlsConfig block, String node, String path) {
        return reporting(path, () -> tls.client(block, node), () -> tls.client(null, node));
    }

    /** Says so when somebody wrote a block for a type that does no TLS. */
    void reportUnused(@Nullable TlsConfig block, boolean used, String path, String type) {
        if (block != null && !used && isMoreThanServerName(block)) {
            problems.warning(path, "has no effect: " + type + " does not use TLS");
        }
    }

    private <T> T reporting(String path, Supplier<T> maker, Supplier<T> otherwise) {
        try {
            return maker.get();
        } catch (GostException e) {
            problems.error(path, String.valueOf(e.getMessage()));
            return otherwise.get();
        }
    }

    /** GOST's command line gives every dialer a server name, whether it does TLS or not. */
    private static boolean isMoreThanServerName(TlsConfig block) {
        return block.secure()
                || !block.certFile().isEmpty()
                || !block.keyFile().isEmpty()
                || !block.caFile().isEmpty();
    }
}
