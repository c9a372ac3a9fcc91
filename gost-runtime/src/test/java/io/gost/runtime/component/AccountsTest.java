package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.config.AuthConfig;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AccountsTest {
    @TempDir private Path directory;

    @Test
    void takesWhatStandsInTheBlock() {
        assertThat(Accounts.client(new AuthConfig("u", Secret.of("p"), "")))
                .isEqualTo(Credentials.of("u", "p"));
    }

    @Test
    void theFilesFirstAccountWinsOverTheBlock() throws IOException {
        assertThat(fromFile("# comment\n\n  carol  two words \ndave x\n"))
                .isEqualTo(Credentials.of("carol", "two words"));
        assertThat(fromFile("carol\n")).isEqualTo(Credentials.of("carol", ""));
    }

    @Test
    void aFileThatHelpsNobodyIsAConfigurationErrorThatNamesIt() {
        expectWrong("holds no account", () -> fromFile("# nobody\n"));
        expectWrong("cannot be read", () -> Accounts.client(inFile("/nowhere/at all")));
        expectWrong("cannot be read", () -> Accounts.client(inFile("\0")));
    }

    private Credentials fromFile(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("account"), text);
        return Accounts.client(inFile(file.toString()));
    }

    private static AuthConfig inFile(String file) {
        return new AuthConfig("ignored", Secret.of("ignored"), file);
    }

    private static void expectWrong(
            String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(reading)
                .withMessageContaining(words)
                .returns(Category.CONFIG, GostException::category);
    }
}
