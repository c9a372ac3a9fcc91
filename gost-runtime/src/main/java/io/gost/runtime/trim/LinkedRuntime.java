package io.gost.runtime.trim;

import io.gost.spi.GostException;

import java.io.IOException;
import java.io.Reader;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
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

    /**
     * Of use to builds, to tools of the JDK and of Log4j, and to calling characters by their names.
     * A package must not lose its last class.
     */
    private static final List<String> UNUSED =
            List.of(
                    "glob:/*/META-INF/maven/**",
                    "glob:/*/META-INF/native-image/**",
                    "glob:/java.base/java/lang/uniName.dat",
                    "glob:/java.base/sun/security/tools/keytool/Main*",
                    "regex:/java.base/sun/(launcher|security)/.*resources/.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)\\.class",
                    "regex:/org.apache.logging.log4j.core/.*/tools/picocli/CommandLine(?!.Assert).*");

    /**
     * Of use to build tools, to sorting arrays of millions, and to programs with signal handlers.
     */
    private static final List<String> UNUSED_FILES =
            List.of(
                    "**classlist",
                    "**libsimdsort.so",
                    "**libjsig.so",
                    "**/lib/jexec",
                    "**/bin/jfr*",
                    "**/bin/keytool*");

    private static final List<String> STRIP =
            List.of("strip", "--strip-unneeded", "--remove-section=.note.stapsdt");

    private final Jdk jdk;
    private final Path modules;

    /**
     * What became of it.
     *
     * @param gone the modules that were left out
     * @param jars the files that these came in, by which legal texts know them
     * @param remarks what could not be done
     */
    record Linked(SortedSet<String> gone, Set<String> jars, List<String> remarks) {}

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
     * @return what became of it
     */
    static Linked link(Jdk jdk, Set<String> wanted, Path output) throws IOException {
        Path modules = Files.createTempDirectory("gost-modules");
        try {
            return new LinkedRuntime(jdk, modules).link(wanted, output);
        } finally {
            FileTree.delete(modules);
        }
    }

    private Linked link(Set<String> wanted, Path output) throws IOException {
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
                        "--exclude-resources=" + String.join(",", UNUSED),
                        "--exclude-files=" + String.join(",", UNUSED_FILES),
                        "--compress",
                        "zip-9",
                        "--output",
                        output.toString()));
        // what only other programs than ours would look for
        Files.deleteIfExists(output.resolve("lib/jrt-fs.jar"));
        SortedSet<String> gone = left(output);
        return new Linked(gone, jars(gone), strip(output));
    }

    /** The modules of the image that runs this without those of another. */
    private static SortedSet<String> left(Path output) throws IOException {
        SortedSet<String> modules = new TreeSet<>();
        ModuleFinder.ofSystem().findAll().forEach(each -> modules.add(each.descriptor().name()));
        Properties release = new Properties();
        try (Reader text = Files.newBufferedReader(output.resolve("release"))) {
            release.load(text);
        }
        for (String name : release.getProperty("MODULES", "").replace("\"", "").split(" ", -1)) {
            modules.remove(name);
        }
        return modules;
    }

    /** The files that modules came in, as far as their makers tell. */
    private Set<String> jars(Set<String> names) throws IOException {
        Set<String> jars = new TreeSet<>();
        for (String name : names) {
            Path maven = modules.resolve(name).resolve("META-INF/maven");
            if (Files.isDirectory(maven)) {
                jars.addAll(jarsOf(maven));
            }
        }
        return jars;
    }

    private static List<String> jarsOf(Path maven) throws IOException {
        List<String> jars = new ArrayList<>();
        try (Stream<Path> files = Files.walk(maven)) {
            for (Path file : files.filter(each -> each.endsWith("pom.properties")).toList()) {
                Properties artifact = new Properties();
                try (Reader text = Files.newBufferedReader(file)) {
                    artifact.load(text);
                }
                jars.add(
                        "%s-%s.jar"
                                .formatted(
                                        artifact.getProperty("artifactId"),
                                        artifact.getProperty("version")));
            }
        }
        return jars;
    }

    private void takeOutHostModules() throws IOException {
        // closing this file system is not allowed
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        boolean ours = false;
        try (Stream<Path> all = Files.list(image.getPath("/modules"))) {
            for (Path module : all.toList()) {
                String name = String.valueOf(module.getFileName());
                if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                    FileTree.copy(module, modules.resolve(name));
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
