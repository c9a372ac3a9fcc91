package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.ClassFileFormatVersion;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the module descriptor of one jar or exploded module. Loads no class. */
final class DescriptorReader {
    private static final String DESCRIPTOR = "module-info.class";
    private static final String JAR = ".jar";
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int JAVA_1 = 44;

    private DescriptorReader() {}

    /**
     * Reads.
     *
     * @param plugin what to name in a refusal
     * @param part the jar or exploded module, often the plugin itself
     * @return the module, with a descriptor of its own
     */
    static PluginPart read(Path plugin, Path part) throws PluginRefusedException {
        String inside = plugin.equals(part) ? "" : part.getFileName() + " ";
        try {
            if (Files.isDirectory(part)) {
                return readDirectory(plugin, part, inside);
            }
            return readJar(plugin, part, inside);
        } catch (ZipException e) {
            throw refuse(
                    plugin,
                    inside + "is no jar: " + IoReason.of(e),
                    "a complete zip file",
                    "copy it again");
        } catch (IOException e) {
            throw refuse(
                    plugin, inside + "cannot be read: " + IoReason.of(e), "", "mend its rights");
        } catch (RuntimeException e) {
            // FindException and whatever else a hostile zip or descriptor provokes inside the JDK
            throw refuse(
                    plugin,
                    inside + "has no usable module descriptor: " + innermost(e),
                    "a modular jar",
                    "have its author rebuild it");
        }
    }

    private static PluginPart readDirectory(Path plugin, Path part, String inside)
            throws IOException, PluginRefusedException {
        Path descriptor = part.resolve(DESCRIPTOR);
        if (!Files.isRegularFile(descriptor)) {
            throw noDescriptor(plugin, inside);
        }
        try (InputStream in = Files.newInputStream(descriptor)) {
            checkClassFile(plugin, inside, in);
        }
        return find(part);
    }

    private static PluginPart readJar(Path plugin, Path part, String inside)
            throws IOException, PluginRefusedException {
        if (!part.toString().endsWith(JAR)) {
            throw refuse( // by Java itself, in words that help nobody
                    plugin,
                    inside + "has its ending in capitals",
                    "a name that ends in " + JAR,
                    "rename it");
        }
        // opened by hand first: the module finder would call a jar without descriptor an automatic
        // module, and says less about what is wrong with the others
        try (JarFile jar =
                new JarFile(part.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            JarEntry descriptor = jar.getJarEntry(DESCRIPTOR);
            if (descriptor == null) {
                throw noDescriptor(plugin, inside);
            }
            try (InputStream in = jar.getInputStream(descriptor)) {
                checkClassFile(plugin, inside, in);
            }
            Optional<String> damage = JarSignature.damage(jar, part);
            if (damage.isPresent()) {
                throw refuse(
                        plugin,
                        inside + "was changed after it was signed: " + damage.get(),
                        "what its author signed",
                        "get it again from its author");
            }
            return find(part);
        }
    }

    private static PluginPart find(Path part) {
        ModuleReference reference = ModuleFinder.of(part).findAll().iterator().next();
        return new PluginPart(part, reference);
    }

    private static void checkClassFile(Path plugin, String inside, InputStream in)
            throws IOException, PluginRefusedException {
        byte[] header = in.readNBytes(8);
        if (header.length < 8 || ByteBuffer.wrap(header).getInt() != CLASS_FILE_MAGIC) {
            throw refuse(
                    plugin,
                    inside + "has a " + DESCRIPTOR + " that is no class file",
                    "what javac makes of module-info.java",
                    "have its author rebuild it");
        }
        int major = ByteBuffer.wrap(header).getShort(6);
        if (major > ClassFileFormatVersion.latest().major()) {
            throw refuse(
                    plugin,
                    inside + "is built for Java " + (major - JAVA_1),
                    "Java " + Runtime.version().feature() + " or older",
                    "install a build for this Java, or upgrade gost");
        }
    }

    private static PluginRefusedException noDescriptor(Path plugin, String inside) {
        return refuse(
                plugin,
                inside + "has no " + DESCRIPTOR,
                "a module that names its providers in module-info.java",
                "add a module-info.java and rebuild it");
    }

    private static PluginRefusedException refuse(
            Path plugin, String seen, String wanted, String mend) {
        return new PluginRefusedException(PluginProblem.refused(plugin, "", seen, wanted, mend));
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
