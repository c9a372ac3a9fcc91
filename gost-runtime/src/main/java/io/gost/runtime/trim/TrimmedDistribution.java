package io.gost.runtime.trim;

import io.gost.runtime.trim.TrimReport.Item;
import io.gost.spi.GostException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a distribution of just what a configuration needs. */
public final class TrimmedDistribution {
    private static final String BORINGSSL = "netty-tcnative-boringssl-static";
    private static final String BORINGSSL_LIBRARY = "libnetty_tcnative";
    private static final String CONFIG = "conf";
    private static final String LEGAL = "legal";
    private static final String NATIVE = "lib/native";
    private static final String PLUGINS = "plugins";
    private static final String RUNTIME = "runtime";
    private static final String SDK = "sdk";

    /** What is copied as it is. Whatever else a user keeps in there is not for others. */
    private static final List<String> COPIED =
            List.of(
                    "LICENSE",
                    "gost.cdx.json",
                    "bin/gost",
                    "bin/gost.bat",
                    LEGAL,
                    "lib/jvm.options",
                    "systemd");

    /** The directories of a distribution. */
    private static final List<String> OURS =
            List.of("bin", CONFIG, LEGAL, "lib", PLUGINS, RUNTIME, SDK, "systemd");

    /** Where it is made, inside the output: whatever is there is of a run that was killed. */
    private static final String UNFINISHED = ".unfinished";

    private final TrimOrder order;
    private final Path made;
    private final List<Item> dropped = new ArrayList<>();
    private final Set<String> droppedJars = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    private TrimmedDistribution(TrimOrder order) {
        this.order = order;
        made = order.output().resolve(UNFINISHED);
    }

    /**
     * Makes it, or leaves the output as it was.
     *
     * @param order what to cut
     * @return what became of it
     * @throws GostException of category {@code CONFIG} when the output is not empty or a part of
     *     what is cut from, or of another when a tool fails
     */
    public static TrimReport make(TrimOrder order) {
        try {
            return new TrimmedDistribution(order).make();
        } catch (IOException e) {
            throw new GostException(
                    GostException.Category.INTERNAL,
                    "%s cannot be made: %s".formatted(order.output(), e),
                    e);
        }
    }

    private TrimReport make() throws IOException {
        requireNoneThere();
        requireApart();
        boolean isNew = !Files.exists(order.output());
        try {
            Files.createDirectories(made);
            fill();
            TrimReport report = new TrimReport(kept(), dropped, remarks, order.output());
            for (Path part : FileTree.entries(made)) {
                Files.move(part, order.output().resolve(part.getFileName()));
            }
            return report;
        } finally {
            if (Files.exists(made)) {
                FileTree.delete(made);
            }
            if (isNew && FileTree.entries(order.output()).isEmpty()) {
                Files.deleteIfExists(order.output());
            }
        }
    }

    private void requireNoneThere() throws IOException {
        Path output = order.output();
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw refusal(output + " is there already and no directory; name a new one");
        }
        if (Files.exists(made)) {
            FileTree.delete(made);
        }
        if (!FileTree.entries(output).isEmpty()) {
            throw refusal(output + " is there already and not empty; name a new directory");
        }
    }

    /** What is written into a directory while it is copied would be copied, too. */
    private void requireApart() throws IOException {
        Path output = order.output().toAbsolutePath().normalize();
        Path known = output;
        while (!Files.exists(known)) {
            known = known.resolveSibling("").toAbsolutePath().normalize();
        }
        output = known.toRealPath().resolve(known.relativize(output));
        List<Path> sources = new ArrayList<>(order.plugins());
        OURS.forEach(part -> sources.add(order.home().resolve(part)));
        for (Path source : sources) {
            if (Files.exists(source) && output.startsWith(source.toRealPath())) {
                throw refusal(
                        "%s is inside %s, which is a part of what is cut; name a directory elsewhere"
                                .formatted(order.output(), source));
            }
        }
    }

    private static GostException refusal(String message) {
        return new GostException(GostException.Category.CONFIG, message);
    }

    private void fill() throws IOException {
        for (String part : COPIED) {
            if (Files.exists(order.home().resolve(part))) {
                FileTree.copy(order.home().resolve(part), made.resolve(part));
            }
        }
        nativeLibraries();
        plugins();
        runtime();
        Notices.trim(made, droppedJars);
        if (order.inside().isPresent()) {
            Path config = made.resolve(CONFIG).resolve("gost.yml");
            Files.createDirectories(made.resolve(CONFIG));
            Files.writeString(config, order.inside().get());
        }
        for (String part : List.of(CONFIG, SDK)) {
            drop(part, FileTree.size(order.home().resolve(part)));
        }
        drop("legal, in part", shrunk(LEGAL));
        // before the index and the AOT cache look at them: the same order gives the same files
        FileTree.setTimes(
                made, Files.getLastModifiedTime(order.home().resolve("runtime/lib/modules")));
        Tool.run(Tool.gost(made, "plugins", "index"));
        remarks.addAll(Rehearsal.of(made, order.config()));
        if (order.image().isPresent()) {
            remarks.addAll(OciImage.write(made, order.config(), order.image().get()));
        }
    }

    private void nativeLibraries() throws IOException {
        for (Path library : FileTree.entries(order.home().resolve(NATIVE))) {
            String name = NATIVE + "/" + library.getFileName();
            if (order.tls() || !name.startsWith(NATIVE + "/" + BORINGSSL_LIBRARY)) {
                FileTree.copy(library, made.resolve(name));
            } else {
                drop(name, FileTree.size(library));
            }
        }
        if (!order.tls()) {
            for (Path texts : FileTree.entries(order.home().resolve(LEGAL))) {
                String name = String.valueOf(texts.getFileName());
                if (name.startsWith(BORINGSSL)) {
                    droppedJars.add(name + ".jar");
                }
            }
        }
    }

    private void plugins() throws IOException {
        Set<String> keptJars = new HashSet<>();
        Set<Path> kept = new HashSet<>();
        for (Path plugin : order.plugins()) {
            FileTree.copyWithoutLinks(
                    plugin, made.resolve(PLUGINS).resolve(plugin.getFileName().toString()));
            keptJars.addAll(jars(plugin));
            kept.add(plugin.toRealPath());
        }
        for (Path plugin : FileTree.entries(order.home().resolve(PLUGINS))) {
            if (Files.exists(plugin)
                    && !plugin.endsWith("plugins.index")
                    && !kept.contains(plugin.toRealPath())) {
                drop(PLUGINS + "/" + plugin.getFileName(), FileTree.size(plugin));
                droppedJars.addAll(jars(plugin));
            }
        }
        droppedJars.removeAll(keptJars);
    }

    private static Set<String> jars(Path plugin) throws IOException {
        try (Stream<Path> files = Files.walk(plugin.toRealPath())) {
            Set<String> names = new HashSet<>();
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".jar"))
                    .forEach(names::add);
            return names;
        }
    }

    private void runtime() throws IOException {
        if (order.jdk().isEmpty()) {
            FileTree.copy(order.home().resolve(RUNTIME), made.resolve(RUNTIME));
            return;
        }
        LinkedRuntime.Linked linked =
                LinkedRuntime.link(order.jdk().get(), order.modules(), made.resolve(RUNTIME));
        droppedJars.addAll(linked.jars());
        drop("runtime, in part", shrunk(RUNTIME));
        if (!linked.gone().isEmpty()) {
            remarks.add("modules left out of the runtime: " + String.join(", ", linked.gone()));
        }
        remarks.addAll(linked.remarks());
    }

    private long shrunk(String part) throws IOException {
        return FileTree.size(order.home().resolve(part)) - FileTree.size(made.resolve(part));
    }

    private void drop(String name, long bytes) {
        if (bytes > 0) {
            dropped.add(new Item(name, bytes));
        }
    }

    private List<Item> kept() throws IOException {
        List<Item> kept = new ArrayList<>();
        for (Path part : FileTree.entries(made)) {
            String name = String.valueOf(part.getFileName());
            if (name.equals(PLUGINS) || name.equals("lib")) {
                for (Path each : FileTree.entries(part)) {
                    kept.add(new Item(name + "/" + each.getFileName(), FileTree.size(each)));
                }
            } else {
                kept.add(new Item(name, FileTree.size(part)));
            }
        }
        return kept;
    }
}
