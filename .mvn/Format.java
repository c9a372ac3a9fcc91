import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs google-java-format over every Java file below the working directory. The build starts it
 * once, in the root: {@code java .mvn/Format.java google-java-format.jar OPTION…}.
 */
final class Format {

    public static void main(String[] args) throws IOException, InterruptedException {
        var files = new ArrayList<String>();
        Files.walkFileTree(
                Path.of(""),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        return name.equals("target") || name.equals(".git")
                                ? SKIP_SUBTREE
                                : CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")) {
                            files.add(file.toString());
                        }
                        return CONTINUE;
                    }
                });
        Path list = Path.of(args[0]).resolveSibling("java-files.txt");
        Files.write(list, files);

        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", args[0], "--aosp"));
        command.addAll(List.of(args).subList(1, args.length));
        command.add("@" + list);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            System.err.println(
                    "The files named above are not in the project's format (or do not parse)."
                            + " Mend them with: mvn -N -Pformat process-sources");
        }
        System.exit(status);
    }
}
