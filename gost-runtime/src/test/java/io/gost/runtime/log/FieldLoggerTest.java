package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

class FieldLoggerTest {
    private static final String START = "{\"time\":\"2026-01-02T12:04:05.006Z\",\"level\":";
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir Path directory;

    private final LogTarget target =
            new LogTarget(
                    InstantSource.fixed(Instant.parse("2026-01-02T12:04:05.006Z")),
                    () -> ZoneOffset.UTC);
    private final FieldLogger logger = FieldLogger.own(target, "");

    private void configure(LogLevel level) {
        target.configure(new LogSettings(file().toString(), level, LogSettings.Format.JSON));
    }

    private Path file() {
        return directory.resolve("gost.log");
    }

    private List<String> lines() throws IOException {
        assertThat(target.close(LONG)).isTrue();
        return Files.readAllLines(file());
    }

    @Test
    void aLineCarriesTheFieldsOfItsLoggerInTheOrderTheyWereSet() throws IOException {
        configure(LogLevel.INFO);
        FieldLogger service =
                logger.with("kind", "service").with("service", "s").with("handler", "http");

        service.with("kind", "handler").with("sid", "x1").info("{} <> {}", "a", 2);
        service.info("listening");

        assertThat(lines())
                .containsExactly(
                        START
                                + "\"info\",\"msg\":\"a <>"
                                + " 2\",\"kind\":\"handler\",\"service\":\"s\","
                                + "\"handler\":\"http\",\"sid\":\"x1\"}",
                        START
                                + "\"info\",\"msg\":\"listening\",\"kind\":\"service\","
                                + "\"service\":\"s\",\"handler\":\"http\"}");
    }

    @Test
    void keysOfTheLineItselfAreNotOverwritten() throws IOException {
        configure(LogLevel.INFO);

        logger.with("level", "x").with("caller", "me").info("hello");

        assertThat(lines())
                .containsExactly(
                        START
                                + "\"info\",\"msg\":\"hello\",\"fields.level\":\"x\",\"fields.caller\":\"me\"}");
    }

    @Test
    void keyValuePairsOfTheFluentInterfaceBecomeFields() throws IOException {
        configure(LogLevel.INFO);

        logger.with("sid", "x1")
                .atInfo()
                .addKeyValue("inputBytes", 5)
                .addKeyValue("sid", "x2")
                .addArgument("b")
                .log("a {}");

        assertThat(lines())
                .containsExactly(
                        START + "\"info\",\"msg\":\"a b\",\"sid\":\"x2\",\"inputBytes\":5}");
    }

    @Test
    void linesBelowTheLevelAreNotWritten() throws IOException {
        configure(LogLevel.WARN);

        logger.trace("trace");
        logger.debug("debug");
        logger.info("info");
        logger.atInfo().log("fluent info");
        logger.warn("warn");
        logger.error("error");
        logger.fatal("fatal");

        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(logger.isWarnEnabled()).isTrue();
        assertThat(lines())
                .containsExactly(
                        START + "\"warn\",\"msg\":\"warn\"}",
                        START + "\"error\",\"msg\":\"error\"}",
                        START + "\"fatal\",\"msg\":\"fatal\"}");
    }

    @Test
    void callersAreNamedAtDebugAndTraceOnly() throws IOException {
        configure(LogLevel.DEBUG);
        logger.info("one {}", 1);
        logger.atWarn().log("two");

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                ".*,\"caller\":\"log/FieldLoggerTest\\.java:\\d+\"}"));

        configure(LogLevel.INFO);
        logger.info("three");
        assertThat(lines()).last().asString().doesNotContain("caller");
    }

    @Test
    void namedLoggersSayTheirName() throws IOException {
        configure(LogLevel.INFO);

        FieldLogger.own(target, "audit").with("a", 1).info("hello");
        FieldLogger.own(target, "io.gost.runtime.service").info("hello");

        assertThat(lines())
                .containsExactly(
                        START + "\"info\",\"msg\":\"hello\",\"logger\":\"audit\",\"a\":1}",
                        START + "\"info\",\"msg\":\"hello\"}");
    }

    @Test
    void librariesAreHeardFromWarnOn() throws IOException {
        configure(LogLevel.INFO);
        FieldLogger library = FieldLogger.bySlf4j(target, "io.netty.util.X");

        library.info("info");
        library.warn("warn");

        assertThat(lines())
                .containsExactly(
                        START + "\"warn\",\"msg\":\"warn\",\"logger\":\"io.netty.util.X\"}");
    }

    @Test
    void librariesAreHeardCompletelyAtDebug() throws IOException {
        configure(LogLevel.DEBUG);

        FieldLogger.bySlf4j(target, "io.netty.util.X").debug("debug");

        assertThat(lines()).hasSize(1);
    }

    @Test
    void librariesAreNoLouderThanTheLevel() {
        configure(LogLevel.ERROR);

        assertThat(FieldLogger.bySlf4j(target, "io.netty.util.X").isWarnEnabled()).isFalse();
        assertThat(FieldLogger.bySlf4j(target, "io.netty.util.X").isErrorEnabled()).isTrue();
        assertThat(target.close(LONG)).isTrue();
    }

    @Test
    void expectedFailuresAreOneFieldWithoutAStack() throws IOException {
        configure(LogLevel.INFO);

        logger.error("route", new GostException(Category.REFUSED, "127.0.0.1:1 refused"));
        logger.warn("read", new IOException("Connection reset by peer"));

        assertThat(lines())
                .containsExactly(
                        START + "\"error\",\"msg\":\"route\",\"error\":\"127.0.0.1:1 refused\"}",
                        START
                                + "\"warn\",\"msg\":\"read\",\"error\":\"Connection reset by"
                                + " peer\"}");
    }

    @Test
    void bugsShowTheirStackWithinTheLine() throws IOException {
        configure(LogLevel.INFO);

        logger.error("accept {}", "x", new IllegalStateException("no owner"));

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        START
                                + "\"error\",\"msg\":\"accept x\","
                                + "\"error\":\"java.lang.IllegalStateException: no owner\","
                                + "\"stack\":\"java.lang.IllegalStateException: no owner\\n\\tat ")
                .contains("FieldLoggerTest.bugsShowTheirStackWithinTheLine");
    }

    @Test
    void secretsDoNotReachTheLog() throws IOException {
        configure(LogLevel.TRACE);
        Secret secret = Secret.of("hunter2");
        Credentials credentials = Credentials.of("bob", "hunter2");

        logger.with("auth", credentials).with("key", secret).info("{} and {}", secret, credentials);
        logger.atInfo().addKeyValue("list", List.of(secret)).log("x {}", credentials);

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("****").doesNotContain("hunter2"));
    }

    @Test
    void aMessageThatIsNullIsStillALine() throws IOException {
        configure(LogLevel.INFO);

        logger.info(null);
        logger.info("{}", (Object) null);

        assertThat(lines())
                .containsExactly(
                        START + "\"info\",\"msg\":\"null\"}", START + "\"info\",\"msg\":\"null\"}");
    }
}
