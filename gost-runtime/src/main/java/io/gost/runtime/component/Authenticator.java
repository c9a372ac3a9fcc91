package io.gost.runtime.component;

import io.gost.spi.Credentials;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/** Checks the credentials of clients. Any thread; never blocks. */
public interface Authenticator {
    /**
     * Checks one client.
     *
     * @param credentials what the client sent
     * @param client where the client is
     * @return the client's id, possibly empty; fails with {@code AUTHENTICATION}
     */
    CompletionStage<String> authenticate(Credentials credentials, SocketAddress client);
}
