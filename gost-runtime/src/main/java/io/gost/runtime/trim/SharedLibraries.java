package io.gost.runtime.trim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a distribution's programs and native libraries need of the system they run on. */
final class SharedLibraries {
    /** A library found by name, or the loader, which is named by its path. */
    private static final Pattern FOUND =
            Pattern.compile("^\\s+(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$", Pattern.MULTILINE);

    private SharedLibraries() {}

    /** The C library, its loader, and whatever else {@code ldd} names outside the distribution. */
    static SortedSet<Path> of(Path home) throws IOException {
        Path inside = home.toRealPath();
        List<String> command = new ArrayList<>(List.of("ldd"));
        try (Stream<Path> files = Files.walk(inside)) {
            files.filter(SharedLibraries::isNative)
                    .map(Path::toString)
                    .sorted()
                    .forEach(command::add);
        }
        return outside(inside, Tool.run(command));
    }

    static SortedSet<Path> outside(Path home, String listed) {
        SortedSet<Path> libraries = new TreeSet<>();
        Matcher found = FOUND.matcher(listed);
        while (found.find()) {
            Path library = Path.of(found.group(1)).normalize();
            if (!library.startsWith(home)) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    private static boolean isNative(Path file) {
        return file.endsWith("runtime/bin/java") || file.toString().endsWith(".so");
    }
}
