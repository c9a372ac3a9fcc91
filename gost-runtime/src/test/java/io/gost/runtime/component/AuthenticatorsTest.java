package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.util.List;

class AuthenticatorsTest {
    private final Authenticator user = new SingleUser(Credentials.of("üser", "pass:wörd"));

    @Test
    void theAccountGetsInAndBecomesTheClientsId() {
        assertThat(id(user, "üser", "pass:wörd", "192.0.2.1")).isEqualTo("üser");
    }

    @Test
    void everythingElseIsRefusedInTheSameWords() {
        for (String[] wrong :
                new String[][] {
                    {"üser", "pass:word"}, {"User", "pass:wörd"}, {"", ""}, {"üser", ""}
                }) {
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> id(user, wrong[0], wrong[1], "192.0.2.1"))
                    .withMessage("user name or password is wrong")
                    .returns(Category.AUTHENTICATION, GostException::category);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.9.8.7", "2001:db8::5", "::1"})
    void exemptClientsGetInWithoutAnId(String client) {
        assertThat(id(exempting(), "", "", client)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.2", "11.0.0.1", "2001:db9::5", "::2"})
    void othersHaveToAuthenticate(String client) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> id(exempting(), "", "", client));
        assertThat(id(exempting(), "üser", "pass:wörd", client)).isEqualTo("üser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::/129", ""})
    void whatIsNoNetworkIsNamed(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ExemptClients(List.of(text), user))
                .withMessage(text);
    }

    private Authenticator exempting() {
        return new ExemptClients(List.of("192.0.2.1", "10.0.0.0/8", "2001:db8::/32", "::1"), user);
    }

    private static String id(
            Authenticator authenticator, String name, String password, String client) {
        return Await.result(
                authenticator.authenticate(
                        Credentials.of(name, password), new InetSocketAddress(client, 1)));
    }
}
