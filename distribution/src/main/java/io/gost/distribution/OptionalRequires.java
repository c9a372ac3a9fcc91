package io.gost.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Makes requirements of libraries optional that only parts of them have which nobody uses here: a
 * third of an image would be there for the sake of a line in a descriptor.
 *
 * @param modules by name of the library's module, what it shall not require any more
 */
record OptionalRequires(Map<String, Set<String>> modules) {

    private static final String DESCRIPTOR = "module-info.class";

    /** Where libraries have it that run on Java 8, too. */
    private static final String VERSIONED = "META-INF/versions/9/" + DESCRIPTOR;

    /** The jar itself or, if its module is one of them, a copy in the directory. */
    Path update(Path jar, Path directory) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry descriptor = file.getJarEntry(DESCRIPTOR);
            if (descriptor == null) {
                descriptor = file.getJarEntry(VERSIONED);
            }
            if (descriptor == null) {
                return jar;
            }
            ClassModel module = ClassFile.of().parse(read(file, descriptor));
            Set<String> optional = modules.get(attribute(module).moduleName().name().stringValue());
            if (optional == null) {
                return jar;
            }
            Files.createDirectories(directory);
            Path copy = directory.resolve("loose-" + jar.getFileName());
            copy(file, copy, descriptor.getName(), rewrite(module, optional));
            return copy;
        }
    }

    private static ModuleAttribute attribute(ClassModel module) {
        return module.findAttribute(Attributes.module()).orElseThrow();
    }

    private static byte[] rewrite(ClassModel module, Set<String> optional) {
        ModuleAttribute old = attribute(module);
        List<ModuleRequireInfo> requires =
                old.requires().stream()
                        .map(
                                it ->
                                        optional.contains(it.requires().name().stringValue())
                                                ? loosen(it)
                                                : it)
                        .toList();
        ModuleAttribute changed =
                ModuleAttribute.of(
                        old.moduleName(),
                        old.moduleFlagsMask(),
                        old.moduleVersion().orElse(null),
                        requires,
                        old.exports(),
                        old.opens(),
                        old.uses(),
                        old.provides());
        ClassTransform transform =
                (builder, element) ->
                        builder.with(element instanceof ModuleAttribute ? changed : element);
        return ClassFile.of().transformClass(module, transform);
    }

    private static ModuleRequireInfo loosen(ModuleRequireInfo info) {
        return ModuleRequireInfo.of(
                info.requires(), ClassFile.ACC_STATIC_PHASE, info.requiresVersion().orElse(null));
    }

    private static void copy(JarFile from, Path to, String name, byte[] descriptor)
            throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : from.stream().toList()) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(entry.getName().equals(name) ? descriptor : read(from, entry));
            }
        }
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }
}
