package io.gost.runtime.component;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets the one account of an {@code auth} block in. Compares in constant time. */
public final class SingleUser implements Authenticator {
    private final byte[] username;
    private final byte[] password;

    /**
     * Makes the authenticator.
     *
     * @param account the account
     */
    public SingleUser(Credentials account) {
        username = bytes(account.username());
        password = bytes(account.password().reveal());
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials, SocketAddress client) {
        // Both are always compared, so that the time taken does not tell which one is wrong.
        boolean known = MessageDigest.isEqual(username, bytes(credentials.username()));
        boolean proven = MessageDigest.isEqual(password, bytes(credentials.password().reveal()));
        return known && proven
                ? CompletableFuture.completedStage(credentials.username())
                : Stages.failed(Category.AUTHENTICATION, "user name or password is wrong");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
