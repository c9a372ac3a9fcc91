package io.gost.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Brings class files from before Java 6 up to date.
 *
 * <p>They carry no stack maps: the JVM has to infer types at every start, and the AOT cache does
 * not take them at all. Given stack maps they are verified once, when the cache is made.
 * Instructions stay as they are.
 */
final class OldClasses {

    private static final ClassFileVersion WITH_STACK_MAPS =
            ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

    private OldClasses() {}

    /** The jar itself or, if it holds old classes, a copy in the directory. */
    static Path update(Path jar, Path directory) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            for (JarEntry entry : file.stream().toList()) {
                if (isOld(entry, read(file, entry))) {
                    Path copy = directory.resolve(jar.getFileName());
                    copy(
                            file,
                            copy,
                            ClassFile.of(
                                    ClassHierarchyResolverOption.of(
                                            ClassHierarchyResolver.ofResourceParsing(classes)),
                                    StackMapsOption.GENERATE_STACK_MAPS));
                    return copy;
                }
            }
        }
        return jar;
    }

    private static void copy(JarFile from, Path to, ClassFile classFile) throws IOException {
        Files.createDirectories(to.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : from.stream().toList()) {
                byte[] content = read(from, entry);
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(isOld(entry, content) ? withStackMaps(classFile, content) : content);
            }
        }
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    private static boolean isOld(JarEntry entry, byte[] content) {
        int majorVersion = 7; // its offset, of the low byte
        return entry.getName().endsWith(".class")
                && content[majorVersion] < ClassFile.JAVA_6_VERSION;
    }

    private static byte[] withStackMaps(ClassFile classFile, byte[] content) {
        ClassTransform version =
                (builder, element) ->
                        builder.with(
                                element instanceof ClassFileVersion ? WITH_STACK_MAPS : element);
        // code that nobody looks into is copied as it is, without stack maps
        CodeTransform code = (builder, element) -> builder.with(element);
        return classFile.transformClass(
                classFile.parse(content),
                version.andThen(ClassTransform.transformingMethodBodies(code)));
    }
}
