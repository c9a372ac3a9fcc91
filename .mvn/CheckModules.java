import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fails when a jar of the given directory has no module descriptor of its own: {@code java
 * .mvn/CheckModules.java DIRECTORY}.
 */
final class CheckModules {

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        List<ModuleReference> modules = List.copyOf(ModuleFinder.of(directory).findAll());
        try (var jars = Files.list(directory)) {
            if (jars.filter(jar -> jar.toString().endsWith(".jar")).count() != modules.size()) {
                System.err.println(directory + " holds a jar that is no module, or none at all");
                System.exit(1);
            }
        }
        List<String> automatic =
                modules.stream()
                        .filter(module -> module.descriptor().isAutomatic())
                        .map(module -> module.location().orElseThrow().getPath())
                        .sorted()
                        .toList();
        for (String jar : automatic) {
            System.err.println(jar + " has no module descriptor; add one with moditect or drop it");
        }
        System.exit(automatic.isEmpty() ? 0 : 1);
    }
}
