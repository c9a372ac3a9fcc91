package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Secret;
import io.netty.handler.codec.CharSequenceValueConverter;
import io.netty.handler.codec.DefaultHeaders;
import io.netty.handler.codec.Headers;
import io.netty.util.AsciiString;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class LogValueTest {
    private static final Secret SECRET = Secret.of("hunter2");

    /** Headers like those of HTTP/2, whose text is all of them. */
    private static Headers<CharSequence, CharSequence, ?> headers() {
        Headers<CharSequence, CharSequence, ?> headers = new PlainHeaders();
        headers.add("authorization", "Basic aHVudGVyMg==");
        return headers;
    }

    private static final class PlainHeaders
            extends DefaultHeaders<CharSequence, CharSequence, PlainHeaders> {
        PlainHeaders() {
            super(AsciiString.CASE_SENSITIVE_HASHER, CharSequenceValueConverter.INSTANCE);
        }
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() {
        Credentials credentials = new Credentials("bob", SECRET);

        assertThat(LogValue.freeze(SECRET)).isEqualTo("****");
        assertThat(LogValue.freeze(credentials)).isEqualTo("****");
        assertThat(LogValue.freeze("hunter2".toCharArray())).isEqualTo("****");
        assertThat(LogValue.freeze(List.of(credentials, SECRET)))
                .isEqualTo(List.of("****", "****"));
        assertThat(LogValue.freeze(Map.of("auth", new Object[] {credentials})))
                .isEqualTo(Map.of("auth", List.of("****")));
        assertThat(LogValue.text(credentials)).isEqualTo("****");
    }

    @Test
    void headersAreNeverDumped() {
        assertThat(headers().toString()).contains("aHVudGVyMg==");

        assertThat(LogValue.freeze(headers())).isEqualTo("PlainHeaders");
        assertThat(LogValue.text(List.of(headers()))).isEqualTo("[PlainHeaders]");
    }

    @Test
    void contentOfArraysIsNotDumped() {
        assertThat(LogValue.freeze(new byte[12])).isEqualTo("byte[12]");
    }

    @Test
    void addressesReadAsHostAndPort() {
        InetAddress six = InetAddress.ofLiteral("2001:db8::1");

        assertThat(LogValue.freeze(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80)))
                .isEqualTo("127.0.0.1:80");
        assertThat(LogValue.freeze(new InetSocketAddress(six, 80))).isEqualTo("[2001:db8::1]:80");
        assertThat(LogValue.freeze(InetSocketAddress.createUnresolved("example.com", 80)))
                .isEqualTo("example.com:80");
        assertThat(LogValue.freeze(InetAddress.getLoopbackAddress())).isEqualTo("127.0.0.1");
    }

    @Test
    void durationsInMessagesReadAsInGo() {
        assertThat(LogValue.text(Duration.ofMillis(1_500))).isEqualTo("1.5s");
    }

    @Test
    void aDurationBeyondSixtyFourBitsOfNanosecondsBecomesText() {
        assertThat(LogValue.freeze(Duration.ofDays(1_000_000))).isEqualTo("PT24000000H");
    }

    @Test
    void numbersThatJsonDoesNotKnowBecomeText() {
        assertThat(LogValue.freeze(Double.NaN)).isEqualTo("NaN");
        assertThat(LogValue.freeze(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void failuresAreTheirMessage() {
        assertThat(LogValue.freeze(new GostException(Category.TIMEOUT, "no answer within 5s")))
                .isEqualTo("no answer within 5s");
        assertThat(LogValue.freeze(new IOException("Connection reset by peer")))
                .isEqualTo("Connection reset by peer");
    }

    @Test
    void aValueIsWrittenAsItWasWhenLogged() {
        List<String> list = new ArrayList<>(List.of("a"));
        StringBuilder text = new StringBuilder("b");
        Object frozenList = LogValue.freeze(list);
        Object frozenText = LogValue.freeze(text);

        list.add("later");
        text.append("later");

        assertThat(frozenList).isEqualTo(List.of("a"));
        assertThat(frozenText).isEqualTo("b");
    }

    @Test
    void aToStringThatFailsDoesNotFailTheCaller() {
        Object broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("secret detail");
                    }
                };

        assertThat(LogValue.text(broken)).startsWith("unprintable").doesNotContain("secret");
    }

    @Test
    void aListThatContainsItselfEnds() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThat(LogValue.text(list)).isEqualTo("[[[[[[…]]]]]]");
    }

    @Test
    void longTextsAreCut() {
        assertThat(LogValue.text("x".repeat(100_000))).hasSize(16_385).endsWith("x…");
    }
}
