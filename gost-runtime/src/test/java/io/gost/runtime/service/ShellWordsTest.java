package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ShellWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "ip route add  default → ip|route|add|default",
                "a'b c'd → ab cd",
                "'a\\b \"c' → a\\b \"c",
                "\"a\\\"b\\c 'd\" → a\"bc 'd",
                "a\\ b\\\\ \\' → a b\\|'",
                "'' x \"\" → |x|",
                "a # b c → a",
                "a#b c#d → a#b|c#d",
                "a '#b' \\#c → a|#b|#c",
                "$HOME *.txt a|b >c → $HOME|*.txt|a¦b|>c",
            })
    void wordsAreThoseOfAShellWithoutExpansions(String command, String words) {
        assertThat(ShellWords.split(command).stream().map(word -> word.replace('|', '¦')))
                .containsExactly(words.split("\\|", -1));
    }

    @Test
    void commentsEndWithTheirLineAndAllBlanksAreAlike() {
        assertThat(ShellWords.split("a\tb\r\n# no\nc\nd # no")).containsExactly("a", "b", "c", "d");
        assertThat(ShellWords.split(" \t\r\n# nothing")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \"b\\\"", "a\\", "\""})
    void whatIsNotFinishedIsWrong(String command) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWords.split(command));
    }
}
