package io.gost.runtime.component;

import io.gost.runtime.config.AuthConfig;
import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets in who is in a table of users: those of the configuration, and those of a file, which count
 * more and are replaced as a whole. A user without a password may give any; an empty table lets
 * nobody in.
 *
 * <p>Passwords are compared in constant time. Whether there is a user of a name may show.
 */
public final class UserTable implements Authenticator {
    private static final byte[] NOBODY = {};

    private final Map<String, byte[]> inline;
    private volatile Map<String, byte[]> users;

    /**
     * Makes a table.
     *
     * @param accounts those that are always there; ones without a user name are left out
     */
    public UserTable(List<AuthConfig> accounts) {
        Map<String, byte[]> table = new HashMap<>();
        for (AuthConfig account : accounts) {
            if (!account.username().isEmpty()) {
                table.put(account.username(), bytes(account.password().reveal()));
            }
        }
        inline = Map.copyOf(table);
        users = inline;
    }

    /**
     * The table of one {@code auth} block.
     *
     * @param account the block
     * @return its one user
     */
    public static UserTable of(AuthConfig account) {
        return new UserTable(List.of(account));
    }

    /**
     * Replaces the users that were loaded before.
     *
     * @param text one user in each line: the name, blanks, the password; lines that begin with
     *     {@code #} are comments
     * @return how many there are
     */
    public int load(String text) {
        Map<String, byte[]> table = new HashMap<>(inline);
        int count = 0;
        for (String raw : text.lines().toList()) {
            String line = raw.replace('\t', ' ').strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split(" ", 2);
                table.put(parts[0], bytes(parts.length > 1 ? parts[1].strip() : ""));
                count++;
            }
        }
        users = Map.copyOf(table);
        return count;
    }

    /**
     * Whether there are no users at the moment, so that nobody is let in.
     *
     * @return whether there are none
     */
    public boolean isEmpty() {
        return users.isEmpty();
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials, SocketAddress client) {
        byte[] stored = users.get(credentials.username());
        byte[] given = bytes(credentials.password().reveal());
        // Compared even when there is no such user, who would else be told apart by the time.
        boolean proven = MessageDigest.isEqual(stored == null ? NOBODY : stored, given);
        return stored != null && (stored.length == 0 || proven)
                ? CompletableFuture.completedStage(credentials.username())
                : Stages.failed(Category.AUTHENTICATION, "user name or password is wrong");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
