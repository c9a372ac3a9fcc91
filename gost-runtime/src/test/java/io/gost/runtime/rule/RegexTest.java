package io.gost.runtime.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

class RegexTest {
    private static final List<String> EXPRESSIONS =
            List.of(
                    "abc",
                    "a|b|cd",
                    "^a",
                    "a$",
                    "^$",
                    "a*b+c?",
                    "(ab)*c",
                    "[a-c]+[^b]",
                    "a{2}b",
                    "a{1,2}c",
                    "(?:a|b){2,}",
                    "\\bab\\b",
                    "\\Bc",
                    "(?i)AB",
                    "a(?i:B)c",
                    "[\\d\\-x]",
                    "\\w+\\s\\w",
                    ".b.",
                    "(?s)a.b",
                    "(?m)^b",
                    "(a|ab)(c|bcd)",
                    "\\x61\\x{62}",
                    "[[:alpha:]]c",
                    "\\Qa.b\\E",
                    "(?P<n>a)b",
                    "a+?b*?",
                    "(?-s:.)c",
                    "[]a]b",
                    "\\pL\\PL",
                    "(|a)b",
                    "((a*)*)*b",
                    "[^\\n]a");

    @Test
    void agreesWithJavaWhereBothMeanTheSame() {
        Random random = new Random(1);
        for (String expression : EXPRESSIONS) {
            Pattern reference =
                    Pattern.compile(
                            expression
                                    .replace("[[:alpha:]]", "\\p{Alpha}")
                                    .replace("(?P<", "(?<")
                                    .replace("[]a]", "[\\]a]")
                                    .replace("$", "\\z"),
                            Pattern.UNIX_LINES);
            Regex regex = Regex.compile(expression);
            for (int i = 0; i < 500; i++) {
                String text = text(random);
                assertThat(regex.find(text))
                        .as(expression + " in <" + text + ">")
                        .isEqualTo(reference.matcher(text).find());
            }
        }
    }

    @Test
    void takesNoLongerForExpressionsThatOthersTryForEver() {
        String text = "a".repeat(20_000);
        assertThat(Regex.compile("^(a+)+$").find(text + "b")).isFalse();
        assertThat(Regex.compile("(a|a)*c").find(text)).isFalse();
    }

    @Test
    void seesCharactersBeyondTheBasicPlaneAsOne() {
        assertThat(Regex.compile("^.$").find("\uD83D\uDE00")).isTrue();
        assertThat(Regex.compile("^\\p{Greek}+$").find("αβγ")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=a)",
                "(?!a)",
                "(?<=a)",
                "(?<!a)",
                "(a)\\1",
                "(?>a)",
                "a**",
                "a*+",
                "*a",
                "(a",
                "a)",
                "[a",
                "[b-a]",
                "a{1001}",
                "(a{1000}){1000}",
                "\\q",
                "\\pQQ",
                "[[:none:]]",
                "\\x{110000}",
                "\\"
            })
    void refusesWhatRe2DoesNotHave(String expression) {
        assertThatThrownBy(() -> Regex.compile(expression)).isInstanceOf(RuleSyntaxException.class);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(7);
        for (int i = 0; i < length; i++) {
            text.append("aabbccdABx1-. \n".charAt(random.nextInt(15)));
        }
        return text.toString();
    }
}
