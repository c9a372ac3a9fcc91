package io.gost.runtime.web;

import io.gost.runtime.component.Authenticator;
import io.gost.spi.Credentials;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Lets in who sends credentials by HTTP Basic authentication that one of some accounts has. */
final class BasicLogin {
    private static final String SCHEME = "Basic ";
    private static final int PATIENCE_SECONDS = 15;
    private static final SocketAddress NO_ADDRESS = InetSocketAddress.createUnresolved("", 0);

    private final Supplier<List<Authenticator>> anyOf;

    /**
     * Prepares.
     *
     * @param anyOf those of this moment, one of which has to accept
     */
    BasicLogin(Supplier<List<Authenticator>> anyOf) {
        this.anyOf = anyOf;
    }

    /** Whether the client may. */
    boolean accepts(WebRequest request) {
        Credentials credentials = credentials(request.header("Authorization"));
        return anyOf.get().stream().anyMatch(each -> accepts(each, credentials));
    }

    private static boolean accepts(Authenticator authenticator, Credentials credentials) {
        try {
            authenticator
                    .authenticate(credentials, NO_ADDRESS)
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a header says; nothing in any other scheme. */
    private static Credentials credentials(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Credentials.of("", "");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Credentials.of(parts[0], parts[1]) : Credentials.of("", "");
        } catch (IllegalArgumentException e) {
            return Credentials.of("", "");
        }
    }
}
