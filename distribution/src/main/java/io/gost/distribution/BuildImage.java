package io.gost.distribution;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out the distribution: runtime image, plugins, native libraries, launchers, legal texts.
 *
 * <p>Arguments are {@code name=value}: {@code modules}, the directory of collected jars; {@code
 * roots}, the image's root modules by comma, the JDK's included; {@code files}, a directory copied
 * as it is; {@code add:NAME}, a file copied to that name if it is there; {@code optional:MODULE},
 * modules by comma that a library requires only for parts that nobody uses; {@code output}; {@code
 * time}, which every file gets, so that the same sources give the same archives and the AOT cache
 * finds the modules it was made for.
 */
final class BuildImage {

    private static final String ADD = "add:";
    private static final String OPTIONAL = "optional:";

    private final Map<String, String> arguments;
    private final Path output;

    private BuildImage(Map<String, String> arguments) {
        this.arguments = arguments;
        output = Path.of(argument("output"));
    }

    public static void main(String[] args) throws IOException {
        new BuildImage(
                        Stream.of(args)
                                .map(arg -> arg.split("=", 2))
                                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
                .run();
    }

    private String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("argument " + name + "= is missing");
        }
        return value;
    }

    private void run() throws IOException {
        List<String> roots = List.of(argument("roots").split("[,\\s]+"));
        ModulePlan plan = ModulePlan.of(Path.of(argument("modules")), roots);
        deleteTree(output);
        Files.createDirectories(output);
        link(plan);
        for (ModulePlan.Plugin plugin : plan.plugins()) {
            addPlugin(plugin);
        }
        for (Path jar : plan.natives()) {
            extractLibraries(jar, output.resolve("lib/native"));
        }
        Path legal = output.resolve("legal");
        for (Path jar : Stream.concat(plan.host().stream(), plan.natives().stream()).toList()) {
            extract(jar, BuildImage::isLegalText, legal.resolve(baseName(jar)));
        }
        for (ModulePlan.Plugin plugin : plan.plugins()) {
            // by plugin, so that leaving one out leaves these out, too
            Path own = legal.resolve(baseName(plugin.jars().getFirst()));
            for (Path jar : plugin.all().toList()) {
                extract(jar, BuildImage::isLegalText, own.resolve(baseName(jar)));
            }
        }
        copyTree(Path.of(argument("files")), output);
        for (String argument : arguments.keySet()) {
            if (argument.startsWith(ADD)) {
                addFile(
                        Path.of(argument(argument)),
                        output.resolve(argument.substring(ADD.length())));
            }
        }
        Files.setPosixFilePermissions(
                output.resolve("bin/gost"), PosixFilePermissions.fromString("rwxr-xr-x"));
        setTimes(FileTime.from(Instant.parse(argument("time"))));
    }

    private OptionalRequires optional() {
        return new OptionalRequires(
                arguments.entrySet().stream()
                        .filter(argument -> argument.getKey().startsWith(OPTIONAL))
                        .collect(
                                Collectors.toMap(
                                        argument -> argument.getKey().substring(OPTIONAL.length()),
                                        argument -> Set.of(argument.getValue().split(",")))));
    }

    /** Links with this JDK, so the image is for the platform the build runs on. */
    private void link(ModulePlan plan) throws IOException {
        Path updated = Path.of(argument("work"));
        List<String> modules = new ArrayList<>();
        for (Path jar : plan.host()) {
            modules.add(optional().update(OldClasses.update(jar, updated), updated).toString());
        }
        String roots = String.join(",", plan.roots());
        // what the image always starts with stays inside it: a trimmed image names fewer modules
        // native access: Netty's own libraries, and the runtime lends it to plugins that bring one
        String options =
                "--add-modules="
                        + roots
                        + " --enable-native-access=io.netty.common,io.gost.runtime";
        int status =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"))
                        .run(
                                System.out,
                                System.err,
                                "--module-path",
                                String.join(File.pathSeparator, modules),
                                "--add-modules",
                                roots,
                                "--add-options=" + options,
                                "--no-header-files",
                                "--no-man-pages",
                                "--compress",
                                "zip-6",
                                "--output",
                                output.resolve("runtime").toString());
        if (status != 0) {
            throw new IllegalStateException("jlink ended with " + status);
        }
    }

    /**
     * A plugin without libraries of its own is a jar; with some it is a directory of that jar's
     * name, in which native ones are files.
     */
    private void addPlugin(ModulePlan.Plugin plugin) throws IOException {
        Path directory = output.resolve("plugins");
        if (plugin.all().count() > 1) {
            directory = directory.resolve(baseName(plugin.jars().getFirst()));
        }
        Files.createDirectories(directory);
        for (Path jar : plugin.jars()) {
            Files.copy(jar, directory.resolve(jar.getFileName()));
        }
        for (Path jar : plugin.natives()) {
            extractLibraries(jar, directory);
        }
    }

    private static void extractLibraries(Path jar, Path directory) throws IOException {
        extract(jar, name -> name.startsWith("META-INF/native/"), directory);
    }

    /** A build without network makes no bill of materials. */
    private static void addFile(Path file, Path to) throws IOException {
        if (Files.exists(file)) {
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
    }

    private static boolean isLegalText(String name) {
        return name.matches("META-INF/(LICENSE|NOTICE)(\\.txt|\\.md)?");
    }

    private static String baseName(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static void extract(Path jar, Predicate<String> wanted, Path directory)
            throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry :
                    file.stream().filter(found -> wanted.test(found.getName())).toList()) {
                if (!entry.isDirectory()) {
                    Files.createDirectories(directory);
                    try (InputStream content = file.getInputStream(entry)) {
                        Files.copy(
                                content, directory.resolve(Path.of(entry.getName()).getFileName()));
                    }
                }
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void setTimes(FileTime time) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.toList()) {
                Files.getFileAttributeView(
                                file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(time, null, null);
            }
        }
    }
}
