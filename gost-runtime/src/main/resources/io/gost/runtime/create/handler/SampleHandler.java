package com.example.sample;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerContext;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.BlockingHandler;
import io.gost.spi.support.BlockingSession;
import io.netty.channel.Channel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The server's side. */
final class SampleHandler extends BlockingHandler {
    private static final int LONGEST = 512;

    private final SampleOptions options;

    SampleHandler(SampleOptions options, HandlerContext context) {
        super(context, "sample client");
        this.options = options;
    }

    @Override
    protected void serve(BlockingSession session) throws IOException {
        session.expectWithin(options.readTimeout());
        Channel upstream;
        try {
            String line = readLine(session.input());
            // The protocol carries no password: a service that wants one lets nobody in.
            session.authenticate(Credentials.of("", ""));
            upstream = session.connect(Target.parse(Network.TCP, line));
        } catch (GostException e) {
            answer(session, e.category().name().toLowerCase(Locale.ROOT));
            throw e;
        }
        answer(session, "ok");
        session.relay(upstream, options.idleTimeout());
    }

    private static String readLine(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the client left within its request");
            }
            if (line.length() == LONGEST) {
                throw new GostException(
                        Category.HANDSHAKE, "no end of line within " + LONGEST + " bytes");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void answer(BlockingSession session, String word) throws IOException {
        session.output().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
