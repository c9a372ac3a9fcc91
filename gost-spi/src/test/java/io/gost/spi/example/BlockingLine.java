package io.gost.spi.example;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.BlockingConnector;
import io.gost.spi.support.BlockingHandler;
import io.gost.spi.support.BlockingSession;
import io.netty.channel.Channel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Both sides of {@code line} as plain stream code. */
public final class BlockingLine {
    private static final int LONGEST = 512;

    private BlockingLine() {}

    private static String readLine(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (line.length() == LONGEST) {
                throw new GostException(
                        Category.HANDSHAKE, "no end of line within " + LONGEST + " bytes");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void writeLine(OutputStream output, String line) throws IOException {
        output.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Provides the server side. */
    public static final class Serving implements HandlerProvider<LineOptions> {
        @Override
        public List<String> types() {
            return List.of("blocking-line");
        }

        @Override
        public LineOptions read(Options options) {
            return LineOptions.read(options);
        }

        @Override
        public Handler create(LineOptions options, HandlerContext context) {
            return new Server(options, context);
        }
    }

    /** Provides the client side. */
    public static final class Asking implements ConnectorProvider<LineOptions> {
        @Override
        public List<String> types() {
            return List.of("blocking-line");
        }

        @Override
        public LineOptions read(Options options) {
            return LineOptions.read(options);
        }

        @Override
        public Connector create(LineOptions options, ConnectorContext context) {
            return new Client(options, context);
        }
    }

    private static final class Server extends BlockingHandler {
        private final LineOptions options;

        Server(LineOptions options, HandlerContext context) {
            super(context, "line client");
            this.options = options;
        }

        @Override
        protected void serve(BlockingSession session) throws IOException {
            session.expectWithin(options.readTimeout());
            String[] words = readLine(session.input()).split(" ", -1);
            Channel upstream;
            try {
                if (words.length != 3) {
                    throw new GostException(Category.HANDSHAKE, "not three words");
                }
                session.authenticate(Credentials.of(words[0], words[1]));
                upstream = session.connect(Target.parse(Network.TCP, words[2]));
            } catch (GostException e) {
                writeLine(session.output(), e.category().name().toLowerCase(Locale.ROOT));
                throw e;
            }
            writeLine(session.output(), "ok");
            session.relay(upstream, options.idleTimeout());
        }
    }

    private static final class Client extends BlockingConnector {
        private final Credentials login;

        Client(LineOptions options, ConnectorContext context) {
            super(context, "line server", options.readTimeout());
            this.login = context.credentials().orElse(Credentials.of("-", "-"));
        }

        @Override
        protected void connect(InputStream input, OutputStream output, Target target)
                throws IOException {
            writeLine(output, login.username() + " " + login.password().reveal() + " " + target);
            String answer = readLine(input);
            if (!answer.equals("ok")) {
                throw new GostException(Category.HANDSHAKE, "the line server did not answer ok");
            }
        }
    }
}
