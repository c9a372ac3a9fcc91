package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The log of the process and the named ones, while configurations come and go. */
class LogsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir Path directory;

    @AfterEach
    void logAsBefore() {
        Logs.configure(LogSettings.DEFAULT);
    }

    private LogSettings to(String file, String level) {
        return LogSettings.of(directory.resolve(file).toString(), level, "text");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream()
                .map(line -> line.replaceFirst("time=\\S+ ", ""))
                .toList();
    }

    @Test
    void aChangeOfTheLevelOpensNothingAgain() throws IOException {
        Logs.apply(to("a.log", "warn"), Map.of());
        FieldLogger logger = Logs.logger("");
        Files.move(directory.resolve("a.log"), directory.resolve("moved.log"));
        logger.info("not yet");
        Logs.apply(to("a.log", "info"), Map.of());
        logger.info("now");
        Logs.close(LONG);
        assertThat(directory.resolve("a.log")).doesNotExist();
        assertThat(lines("moved.log")).containsExactly("level=info msg=now");
    }

    @Test
    void reopeningFollowsAFileThatWasPutAside() throws IOException {
        Logs.apply(to("a.log", ""), Map.of("n", to("n.log", "")));
        Files.move(directory.resolve("a.log"), directory.resolve("a.log.1"));
        Files.move(directory.resolve("n.log"), directory.resolve("n.log.1"));
        Logs.reopen();
        Logs.logger("").info("here");
        Logs.logger(List.of("n")).info("there");
        Logs.close(LONG);
        assertThat(lines("a.log")).containsExactly("level=info msg=here");
        assertThat(lines("n.log")).containsExactly("level=info msg=there logger=n");
        assertThat(directory.resolve("a.log.1")).isEmptyFile();
    }

    @Test
    void aGroupWritesToEachWithItsNameAndLevel() throws IOException {
        Logs.apply(
                to("a.log", ""),
                Map.of("quiet", to("quiet.log", "error"), "loud", to("loud.log", "info")));
        FieldLogger logger = Logs.logger(List.of("quiet", "missing", "loud")).with("k", 1);
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        logger.info("one");
        logger.error("two");
        Logs.close(LONG);
        assertThat(lines("quiet.log")).containsExactly("level=error msg=two logger=quiet k=1");
        assertThat(lines("loud.log"))
                .containsExactly(
                        "level=info msg=one logger=loud k=1",
                        "level=error msg=two logger=loud k=1");
        assertThat(directory.resolve("a.log")).isEmptyFile();
    }

    @Test
    void aNamedLogThatGoesAndComesBackIsFollowed() throws IOException {
        FieldLogger logger = Logs.logger(List.of("n"));
        Logs.apply(to("a.log", ""), Map.of());
        logger.info("nobody has that name");
        Logs.apply(to("a.log", ""), Map.of("n", to("n.log", "")));
        logger.info("now");
        Logs.apply(to("a.log", ""), Map.of());
        logger.info("gone");
        Logs.close(LONG);
        assertThat(lines("a.log"))
                .containsExactly("level=info msg=\"nobody has that name\"", "level=info msg=gone");
        assertThat(lines("n.log")).containsExactly("level=info msg=now logger=n");
    }

    @Test
    void theCallerIsFoundBehindAGroup() throws IOException {
        Logs.apply(to("a.log", ""), Map.of("n", to("n.log", "debug")));
        Logs.logger(List.of("n")).debug("who");
        Logs.close(LONG);
        assertThat(lines("n.log").getFirst()).contains("caller=log/LogsTest.java:");
    }
}
