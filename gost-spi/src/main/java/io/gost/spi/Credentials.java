package io.gost.spi;

import java.util.Objects;

/**
 * A user name and a password, as a client sent them or as we send them to an upstream.
 *
 * @param username the user name, possibly empty
 * @param password the password, possibly empty; never printed
 */
public record Credentials(String username, Secret password) {
    /** Checks that both parts are there. */
    public Credentials {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
    }

    /**
     * Credentials from plain text.
     *
     * @param username the user name
     * @param password the password
     * @return the credentials
     */
    public static Credentials of(String username, String password) {
        return new Credentials(username, Secret.of(password));
    }
}
