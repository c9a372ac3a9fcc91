package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What plugins were built against stays, until the next major version.
 *
 * <p>{@code spi-baseline.txt} lists the signatures of the last release: before the first one, of
 * the last state that was agreed on. A line of it that is gone breaks plugins that are out there,
 * so does an abstract method that joins a type which plugins implement. Whatever else is new is
 * compatible. With a release the file is written anew from what this test prints when it is empty.
 */
final class CompatibilityTest {
    private static final String BASELINE = "spi-baseline.txt";
    private static final List<String> EXPORTED = List.of("io/gost/spi", "io/gost/spi/support");

    @Test
    void whatPluginsWereBuiltAgainstIsStillThere() throws Exception {
        Set<String> missing = new TreeSet<>(baseline());
        missing.removeAll(signatures());

        assertThat(missing)
                .as("gone or changed since the last release; a plugin may use it")
                .isEmpty();
    }

    @Test
    void typesThatPluginsImplementGainNoAbstractMethods() throws Exception {
        List<String> baseline = baseline();
        Set<String> known =
                baseline.stream()
                        .filter(line -> line.startsWith("type "))
                        .map(line -> line.split(" ", -1)[1])
                        .collect(Collectors.toSet());
        List<String> added =
                classes()
                        .filter(CompatibilityTest::isImplementedByPlugins)
                        .filter(type -> known.contains(name(type)))
                        .flatMap(CompatibilityTest::members)
                        .filter(line -> line.startsWith("abstract "))
                        .filter(line -> !baseline.contains(line))
                        .toList();

        assertThat(added)
                .as("new abstract methods, which plugins that are out there do not have")
                .isEmpty();
    }

    @Test
    void everyInterfaceSaysWhoImplementsIt() throws Exception {
        assertThat(
                        classes()
                                .filter(type -> type.flags().has(AccessFlag.INTERFACE))
                                .filter(type -> !type.flags().has(AccessFlag.ANNOTATION))
                                .filter(type -> !name(type).contains("$"))
                                .filter(
                                        type ->
                                                type.findAttribute(Attributes.permittedSubclasses())
                                                        .isEmpty())
                                .filter(
                                        type ->
                                                isMarked(type, ProvidedByHost.class)
                                                        == isMarked(
                                                                type, ImplementedByPlugin.class))
                                .map(CompatibilityTest::name))
                .as("interfaces with neither or both of the marks, sealed ones apart")
                .isEmpty();
    }

    private static List<String> baseline() throws IOException {
        try (InputStream in = CompatibilityTest.class.getResourceAsStream(BASELINE)) {
            List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
            if (lines.isEmpty()) {
                throw new AssertionError(
                        BASELINE + " is empty; it should be:\n" + String.join("\n", signatures()));
            }
            return lines;
        }
    }

    private static Set<String> signatures() {
        return classes()
                .flatMap(type -> Stream.concat(header(type), members(type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<ClassModel> classes() {
        try {
            Path root =
                    Path.of(
                            Provider.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            List<ClassModel> classes = new ArrayList<>();
            for (String exported : EXPORTED) {
                try (Stream<Path> files = Files.list(root.resolve(exported))) {
                    for (Path file :
                            files.filter(each -> each.toString().endsWith(".class")).toList()) {
                        classes.add(ClassFile.of().parse(file));
                    }
                }
            }
            return classes.stream().filter(type -> isVisible(type.flags()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> header(ClassModel type) {
        String header = "type " + name(type);
        return Stream.concat(
                Stream.of(header),
                Stream.concat(type.superclass().stream(), type.interfaces().stream())
                        .map(each -> header + " is " + each.asInternalName()));
    }

    private static Stream<String> members(ClassModel type) {
        Stream<String> methods =
                type.methods().stream()
                        .filter(method -> isVisible(method.flags()))
                        .map(
                                method ->
                                        line(
                                                method.flags(),
                                                type,
                                                method.methodName().stringValue(),
                                                method.methodType().stringValue()));
        Stream<String> fields =
                type.fields().stream()
                        .filter(field -> isVisible(field.flags()))
                        .map(
                                field ->
                                        line(
                                                field.flags(),
                                                type,
                                                field.fieldName().stringValue(),
                                                ":" + field.fieldType().stringValue()));
        return Stream.concat(methods, fields);
    }

    private static String line(AccessFlags flags, ClassModel type, String member, String kind) {
        String form =
                flags.has(AccessFlag.ABSTRACT)
                        ? "abstract"
                        : flags.has(AccessFlag.STATIC) ? "static" : "concrete";
        return "%s %s.%s%s".formatted(form, name(type), member, kind);
    }

    private static boolean isVisible(AccessFlags flags) {
        return (flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED))
                && !flags.has(AccessFlag.SYNTHETIC);
    }

    private static boolean isImplementedByPlugins(ClassModel type) {
        return isMarked(type, ImplementedByPlugin.class);
    }

    private static boolean isMarked(ClassModel type, Class<?> mark) {
        return type.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .map(Annotation::className)
                .anyMatch(className -> className.equalsString(mark.descriptorString()));
    }

    private static String name(ClassModel type) {
        return type.thisClass().asInternalName();
    }
}
