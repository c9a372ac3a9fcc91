package io.gost.runtime.trim;

import io.gost.spi.GostException;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK that can link runtime images.
 *
 * @param jlink its linker
 */
public record Jdk(Path jlink) {
    /**
     * Looks where a user would expect it.
     *
     * @param named a JDK's directory, if the user named one
     * @param environment for {@code JAVA_HOME} and {@code PATH}
     * @return the JDK, of the Java version that runs this
     * @throws GostException of category {@code CONFIG} when there is none, or none of that version
     */
    public static Jdk find(Optional<Path> named, Map<String, String> environment) {
        List<Path> candidates =
                named.map(home -> Stream.of(home.resolve("bin")))
                        .orElseGet(
                                () ->
                                        Stream.concat(
                                                Stream.ofNullable(environment.get("JAVA_HOME"))
                                                        .map(home -> Path.of(home, "bin")),
                                                path(environment)))
                        .flatMap(bin -> Stream.of(bin.resolve("jlink"), bin.resolve("jlink.exe")))
                        .filter(Files::isExecutable)
                        .toList();
        int wanted = Runtime.version().feature();
        StringBuilder seen = new StringBuilder();
        for (Path jlink : candidates) {
            try {
                String version = Tool.run(List.of(jlink.toString(), "--version")).strip();
                if (version.split("[.+-]", 2)[0].equals(String.valueOf(wanted))) {
                    return new Jdk(jlink);
                }
                seen.append("; ").append(jlink).append(" is of version ").append(version);
            } catch (GostException e) { // such as a version manager's shim without a version
                seen.append("; ").append(e.getMessage());
            }
        }
        throw new GostException(
                GostException.Category.CONFIG,
                "--jlink needs a JDK %d%s; name one with --jdk DIRECTORY or JAVA_HOME"
                        .formatted(wanted, seen));
    }

    private static Stream<Path> path(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
    }
}
