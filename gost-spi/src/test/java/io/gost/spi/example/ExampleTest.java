package io.gost.spi.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class ExampleTest {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void aTargetThatIsForbiddenIsAnsweredWithItsCategory() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(Target.tcp("secret.test", 80), Category.DENIED);
            TestService service = TestService.of(network, new LineHandlerProvider()).start();
            Peer client = network.connect(service.address());
            client.send("- - secret.test:80\n");
            assertThat(client.receiveUntil("\n")).isEqualTo("denied\n");
            client.expectEnd();
        }
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(LineOptions.read(Options.of(Map.of())))
                .isEqualTo(new LineOptions(Duration.ofSeconds(15), Duration.ZERO));
        assertThat(LineOptions.read(Options.of(Map.of("read.timeout", "1s", "idleTimeout", 60))))
                .isEqualTo(new LineOptions(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    /** Ours is compiled here, the samples' by the tests of {@code gost plugins create}. */
    @Test
    void theGuideShowsCodeThatIsCompiled() throws IOException {
        String guide = Files.readString(Path.of("README.md"));
        Matcher snippets = SNIPPET.matcher(guide);
        int count = 0;
        while (snippets.find()) {
            assertThat(Files.readString(source(snippets.group(1)))).contains(snippets.group(2));
            count++;
        }
        assertThat(count).isPositive();
        assertThat(guide.split("```java\n", -1)).as("all of them say whose").hasSize(count + 1);
    }

    private static Path source(String name) {
        return name.startsWith("samples/")
                ? Path.of(name)
                : Path.of("src/test/java/io/gost/spi/example", name);
    }
}
