package io.gost.runtime.trim;

import io.gost.runtime.trim.TrimReport.Item;
import io.gost.spi.GostException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a distribution of just what a configuration needs. */
public final class TrimmedDistribution {
    private static final String AOT_CACHE = "lib/gost.aot";
    private static final String BORINGSSL = "libnetty_tcnative";

    /** What is left behind whatever the configuration: it is made anew, or for other purposes. */
    private static final Set<String> NOT_COPIED = Set.of("plugins", "conf", "sdk", AOT_CACHE);

    private final TrimOrder order;
    private final Path output;
    private final List<Item> dropped = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private TrimmedDistribution(TrimOrder order) {
        this.order = order;
        output = order.output();
    }

    /**
     * Makes it.
     *
     * @param order what to cut
     * @return what became of it
     * @throws GostException of category {@code CONFIG} when the output is not empty, or of another
     *     when a tool fails
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
        if (Files.exists(output) && !FileTree.isEmpty(output)) {
            throw new GostException(
                    GostException.Category.CONFIG,
                    output + " is there already and not empty; name a new directory");
        }
        FileTree.copy(order.home(), output, this::isCopied);
        plugins();
        if (order.jdk().isPresent()) {
            remarks.addAll(
                    LinkedRuntime.link(
                            order.jdk().get(), order.modules(), output.resolve("runtime")));
        }
        if (order.inside().isPresent()) {
            Path config = output.resolve("conf/gost.yml");
            Files.createDirectories(output.resolve("conf"));
            Files.writeString(config, order.inside().get());
        }
        // before the index and the AOT cache look at them: the same order gives the same files
        FileTree.setTimes(
                output, Files.getLastModifiedTime(order.home().resolve("runtime/lib/modules")));
        Tool.run(List.of(output.resolve("bin/gost").toString(), "plugins", "index"));
        remarks.addAll(Rehearsal.of(output, order.config()));
        return new TrimReport(kept(), dropped, remarks, output);
    }

    private boolean isCopied(Path file) {
        String name = order.home().relativize(file).toString().replace('\\', '/');
        return !NOT_COPIED.contains(name)
                && !(name.equals("runtime") && order.jdk().isPresent())
                && !(name.startsWith("lib/native/" + BORINGSSL)
                        && order.jdk().isPresent()
                        && !order.tls());
    }

    private void plugins() throws IOException {
        Set<String> keptJars = new HashSet<>();
        Set<String> droppedJars = new HashSet<>();
        for (Path plugin : order.plugins()) {
            FileTree.copy(
                    plugin, output.resolve("plugins").resolve(plugin.getFileName()), _ -> true);
            keptJars.addAll(jars(plugin));
        }
        for (Path plugin : entries(order.home().resolve("plugins"))) {
            if (!order.plugins().contains(plugin) && !plugin.endsWith("plugins.index")) {
                dropped.add(new Item("plugins/" + plugin.getFileName(), FileTree.size(plugin)));
                droppedJars.addAll(jars(plugin));
            }
        }
        droppedJars.removeAll(keptJars);
        for (Path texts : entries(output.resolve("legal"))) {
            if (droppedJars.contains(texts.getFileName() + ".jar")) {
                FileTree.delete(texts);
            }
        }
        Notices.trim(output, droppedJars);
    }

    private static Set<String> jars(Path plugin) throws IOException {
        try (Stream<Path> files = Files.walk(plugin)) {
            Set<String> names = new HashSet<>();
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".jar"))
                    .forEach(names::add);
            return names;
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    private List<Item> kept() throws IOException {
        List<Item> kept = new ArrayList<>();
        for (Path part : entries(output)) {
            String name = String.valueOf(part.getFileName());
            if (name.equals("plugins") || name.equals("lib")) {
                for (Path each : entries(part)) {
                    kept.add(new Item(name + "/" + each.getFileName(), FileTree.size(each)));
                }
            } else {
                kept.add(new Item(name, FileTree.size(part)));
            }
        }
        for (Path part : entries(order.home())) {
            String name = String.valueOf(part.getFileName());
            if (!Files.exists(output.resolve(name)) && !name.equals("plugins")) {
                dropped.add(new Item(name, FileTree.size(part)));
            }
        }
        return kept;
    }
}
