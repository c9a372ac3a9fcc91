package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Commands that are run when a service comes and goes. */
@DisabledOnOs(OS.WINDOWS)
class LifecycleCommandsTest extends ConfiguredServices {
    @TempDir Path directory;

    /** A service whose commands append what they see to a file. */
    private String commanded(String address) throws IOException {
        Path script = directory.resolve("hook");
        Files.writeString(
                script,
                """
                #!/bin/sh
                echo "$1 $GOST_SERVICE $GOST_ADDR $2" >> "$(dirname "$0")/seen"
                cat >> "$(dirname "$0")/seen"
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return """
        services:
        - name: web
          addr: %s
          handler: {type: line}
          listener: {type: tcp}
          metadata:
            preUp: ["%s pre-up 'two words'", "%s again"]
            postUp: "%s post-up"
            preDown: [' ', '/nonexistent/command', "sh -c 'exit 3'", '"unfinished', "%s pre-down"]
            postDown: ["%s post-down"]
        """
                .replace("%s", script.toString())
                .replace("addr: " + script, "addr: " + address);
    }

    private String seen() throws IOException {
        return Files.readString(directory.resolve("seen"));
    }

    @Test
    void commandsRunInOrderAndKnowTheService() throws IOException {
        Services services = assemble(commanded("127.0.0.1:0"));
        assertThat(errors).isEmpty();
        assertThat(warnings).isEmpty();
        services.start();
        String address = address(services, 0);
        assertThat(seen())
                .isEqualTo(
                        """
                        pre-up web 127.0.0.1:0 two words
                        again web 127.0.0.1:0\s
                        post-up web %s\s
                        """
                                .formatted(address));

        services.close();
        assertThat(seen())
                .endsWith(
                        """
                        pre-down web %1$s\s
                        post-down web %1$s\s
                        """
                                .formatted(address));
    }

    @Test
    void aServiceThatNeverCameUpDoesNotGoDown() throws IOException {
        Services taken = start(services(service("taken", "")));
        Services services = assemble(commanded(address(taken, 0)));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(services::start)).isNotNull();
        services.close();
        assertThat(seen()).contains("pre-up").doesNotContain("post-up", "down");
    }

    @Test
    void commandsHaveABoundedTime() throws IOException {
        Services services = assemble(commanded("127.0.0.1:0"));
        assertThat(services.states().getFirst().listening().timeForCommands())
                .isEqualTo(Duration.ofSeconds(30 * 3 + 10 * 4));
        services.close();
    }
}
