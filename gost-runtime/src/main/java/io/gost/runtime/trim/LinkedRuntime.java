package io.gost.runtime.trim;

import io.gost.spi.GostException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Links a runtime image of fewer modules. A distribution carries no jars of its host modules, so
 * they are taken out of the image that runs this.
 */
final class LinkedRuntime {
    private static final String RUNTIME = "io.gost.runtime";

    /** What nobody may require and yet the host wants: logs and names of the JDK's own. */
    private static final List<String> ALWAYS = List.of(RUNTIME, "java.logging", "java.naming");

    /** Of use to builds, to the JDK's tools, and to sorting arrays of millions. */
    private static final String UNUSED =
            "glob:/*/META-INF/maven/**,glob:/*/META-INF/native-image/**,"
                + "regex:/java.base/sun/(launcher|security)/.*resources/.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)\\.class";

    private static final String UNUSED_FILES = "**classlist,**libsimdsort.so";

    private static final List<String> STRIP =
            List.of("strip", "--strip-unneeded", "--remove-section=.note.stapsdt");

    private final Jdk jdk;
    private final Path modules;

    private LinkedRuntime(Jdk jdk, Path modules) {
        this.jdk = jdk;
        this.modules = modules;
    }

    /**
     * Links.
     *
     * @param jdk has the modules of the JDK, and the linker
     * @param wanted modules that plugins require, the JDK's among them
     * @param output the image's directory, which must not exist
     * @return what could not be done
     */
    static List<String> link(Jdk jdk, Set<String> wanted, Path output) throws IOException {
        Path modules = Files.createTempDirectory("gost-modules");
        try {
            return new LinkedRuntime(jdk, modules).link(wanted, output);
        } finally {
            FileTree.delete(modules);
        }
    }

    private List<String> link(Set<String> wanted, Path output) throws IOException {
        takeOutHostModules();
        Set<String> roots = new TreeSet<>(wanted);
        roots.addAll(ALWAYS);
        String names = String.join(",", roots);
        Tool.run(
                List.of(
                        jdk.jlink().toString(),
                        "--module-path",
                        modules.toString(),
                        "--add-modules",
                        names,
                        "--add-options=--add-modules="
                                + names
                                + " --enable-native-access=io.netty.common,"
                                + RUNTIME,
                        "--no-header-files",
                        "--no-man-pages",
                        "--strip-java-debug-attributes",
                        "--exclude-resources=" + UNUSED,
                        "--exclude-files=" + UNUSED_FILES,
                        "--compress",
                        "zip-9",
                        "--output",
                        output.toString()));
        // what only other programs than ours would look for
        Files.deleteIfExists(output.resolve("lib/jrt-fs.jar"));
        return strip(output);
    }

    private void takeOutHostModules() throws IOException {
        // closing this file system is not allowed
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        boolean ours = false;
        try (Stream<Path> all = Files.list(image.getPath("/modules"))) {
            for (Path module : all.toList()) {
                String name = String.valueOf(module.getFileName());
                if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                    FileTree.copy(module, modules.resolve(name), _ -> true);
                    ours |= name.equals(RUNTIME);
                }
            }
        }
        if (!ours) {
            throw new GostException(
                    GostException.Category.CONFIG,
                    "--jlink works with a packaged gost only: this one runs from jars");
        }
    }

    /** The JVM's library carries a symbol table of five megabytes that only debuggers read. */
    private static List<String> strip(Path output) throws IOException {
        List<String> command = new ArrayList<>(STRIP);
        try (Stream<Path> files = Files.walk(output.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        if (command.size() == STRIP.size()) {
            return List.of(); // other systems' libraries are signed, or carry no such table
        }
        try {
            Tool.run(command);
            return List.of();
        } catch (GostException e) {
            return List.of("native libraries keep their symbols: " + e.getMessage());
        }
    }
}
