import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Writes plugin jars: Generate DISTRIBUTION DIRECTORY COUNT. */
final class Generate {
    private static final String MODULE =
            """
            module com.example.p%1$d {
                requires io.gost.spi;
                provides io.gost.spi.HandlerProvider with com.example.p%1$d.Provider;
            }
            """;

    private static final String PROVIDER =
            """
            package com.example.p%1$d;

            import io.gost.spi.*;
            import java.util.List;

            public final class Provider implements HandlerProvider<String> {
                public List<String> types() {
                    return List.of("p%1$d", "q%1$d");
                }

                public String read(Options options) {
                    return options.string("greeting").help("what is said first").orElse("hello");
                }

                public Handler create(String greeting, HandlerContext context) {
                    return new Greeter();
                }

                private static final class Greeter implements Handler {
                    public void handle(Session session) {
                        session.end(null);
                    }

                    public void close() {}
                }
            }
            """;

    private Generate() {}

    public static void main(String[] args) throws IOException {
        Path jars = Files.createDirectories(Path.of(args[1]));
        int count = Integer.parseInt(args[2]);
        Path work = Files.createDirectory(Path.of(args[1] + ".work"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "--system",
                                Path.of(args[0], "runtime").toString(),
                                "-proc:none",
                                "-Xlint:none",
                                "--module-version",
                                "1.0",
                                "--module-source-path",
                                work.resolve("src").toString(),
                                "-d",
                                work.resolve("classes").toString()));
        // the SPI is annotated with it, and nothing needs it at run time
        command.add(write(work, "org.jspecify/module-info", "module org.jspecify {}"));
        for (int i = 0; i < count; i++) {
            String module = "com.example.p%d/".formatted(i);
            command.add(write(work, module + "module-info", MODULE.formatted(i)));
            command.add(
                    write(
                            work,
                            module + module.replace('.', '/') + "Provider",
                            PROVIDER.formatted(i)));
        }
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        if (javac.run(System.out, System.err, command.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the plugins do not compile");
        }
        for (int i = 0; i < count; i++) {
            Path classes = work.resolve("classes/com.example.p" + i);
            pack(classes, jars.resolve("gost-plugin-p%d-1.0.jar".formatted(i)));
        }
    }

    private static String write(Path work, String name, String text) throws IOException {
        Path file = work.resolve("src").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }
}
