package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The first screen of the plugin guide, as a stranger pastes it: command by command, in a shell, in
 * a distribution of one's own. Only port 8080 and example.org are others here.
 */
class GuideIT {
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final int PATIENCE_SECONDS = 600;

    @TempDir private Path directory;

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void leadsFromNothingToBytesInTenCommands() throws Exception {
        Path home = directory.resolve("gost");
        succeed(Command.tool("cp", "-a", SdkProjects.home().toString(), home.toString()));
        SdkProjects.settings(home);
        List<String> commands = commands(home.resolve("sdk/README.md"));
        assertThat(commands).hasSizeLessThanOrEqualTo(10);
        String server = commands.get(commands.size() - 2);
        String client = commands.getLast();

        String said = paste(home, commands.subList(0, commands.size() - 2));
        assertThat(said.lines().map(String::strip))
                .as("the first command prints the others")
                .containsSubsequence(
                        commands.get(1),
                        commands.get(2),
                        commands.get(3).replace("..", home.toString()),
                        server.replace("..", home.toString()),
                        client);

        Path project = home.resolve(commands.get(1).replace("cd ", ""));
        assertThat(server).startsWith("../bin/gost ").contains("127.0.0.1:8080");
        Gost gost =
                programs.start(
                        home.resolve("bin/gost"),
                        Arrays.asList(server.replace(":8080", ":0").split(" ")).subList(1, 3),
                        Map.of(),
                        project);
        try (Origin origin = Origin.http("hello")) {
            Command.tool("nc");
            String page =
                    paste(
                            project,
                            List.of(
                                    client.replace(
                                                    " 8080",
                                                    " " + gost.address("service-0").getPort())
                                            .replace("example.org:80", origin.hostAndPort())));
            assertThat(page).startsWith("ok\nHTTP/1.1 200 OK").endsWith("hello");
        }
    }

    /** The lines of the first two listings. */
    private static List<String> commands(Path guide) throws IOException {
        List<String> commands = new ArrayList<>();
        SHELL.matcher(Files.readString(guide))
                .results()
                .limit(2)
                .forEach(listing -> listing.group(1).lines().forEach(commands::add));
        return commands;
    }

    /** What the commands say, one after the other in one shell, whose Maven is our build's. */
    private static String paste(Path directory, List<String> commands) throws Exception {
        return succeed(
                Command.tool(
                                "sh",
                                "-ec",
                                "cd '%s'\n%s".formatted(directory, String.join("\n", commands)))
                        .environment(SdkProjects.path()));
    }

    private static String succeed(Command command) throws IOException, InterruptedException {
        Command.Result result = command.run(PATIENCE_SECONDS);
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
