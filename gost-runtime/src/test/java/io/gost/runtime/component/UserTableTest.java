package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.AuthConfig;
import io.gost.spi.Credentials;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

class UserTableTest {
    private static AuthConfig account(String user, String password) {
        return new AuthConfig(user, Secret.of(password), "");
    }

    private static boolean letsIn(Authenticator table, String user, String password) {
        return !table.authenticate(
                        Credentials.of(user, password),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .toCompletableFuture()
                .isCompletedExceptionally();
    }

    @Test
    void letsInWhoKnowsTheExactPassword() {
        UserTable table = new UserTable(List.of(account("u", "p"), account("", "x")));
        assertThat(letsIn(table, "u", "p")).isTrue();
        assertThat(letsIn(table, "u", "P")).isFalse();
        assertThat(letsIn(table, "U", "p")).isFalse();
        assertThat(letsIn(table, "u", "")).isFalse();
        assertThat(letsIn(table, "", "x")).isFalse();
        assertThat(letsIn(table, "", "")).isFalse();
    }

    @Test
    void aUserWithoutAPasswordMayGiveAny() {
        UserTable table = new UserTable(List.of(account("u", "")));
        assertThat(letsIn(table, "u", "")).isTrue();
        assertThat(letsIn(table, "u", "any")).isTrue();
        assertThat(letsIn(table, "x", "")).isFalse();
    }

    @Test
    void anEmptyTableLetsNobodyIn() {
        assertThat(letsIn(new UserTable(List.of()), "", "")).isFalse();
    }

    @Test
    void usersOfAFileComeBesideTheOthersAndAreReplacedTogether() {
        UserTable table = new UserTable(List.of(account("u", "p"), account("v", "old")));
        int count = table.load("# comment\n\nv\t new #1 \r\n  w  pass word \nlone\n #x y\n");
        assertThat(count).isEqualTo(3);
        assertThat(letsIn(table, "u", "p")).isTrue();
        assertThat(letsIn(table, "v", "new #1")).isTrue();
        assertThat(letsIn(table, "v", "old")).isFalse();
        assertThat(letsIn(table, "w", "pass word")).isTrue();
        assertThat(letsIn(table, "lone", "any")).isTrue();
        assertThat(letsIn(table, "#x", "y")).isFalse();

        table.load("");
        assertThat(letsIn(table, "v", "old")).isTrue();
        assertThat(letsIn(table, "w", "pass word")).isFalse();
    }

    @Test
    void theIdIsTheUserName() {
        UserTable table = new UserTable(List.of(account("u", "p")));
        assertThat(
                        table.authenticate(
                                        Credentials.of("u", "p"),
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                                .toCompletableFuture())
                .isCompletedWithValue("u");
    }
}
