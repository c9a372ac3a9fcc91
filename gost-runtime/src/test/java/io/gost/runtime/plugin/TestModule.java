package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.reflect.AccessFlag;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A module made without a compiler, so that its descriptor can say whatever a test wants: other
 * versions, impossible requirements, newer class files.
 */
public final class TestModule {
    /** The version of the SPI that tests run with. */
    static final String SPI_VERSION =
            Provider.class.getModule().getDescriptor().rawVersion().orElseThrow();

    private static final ClassDesc LIST = List.class.describeConstable().orElseThrow();
    private static final String CONSTRUCTOR = "<init>";

    private final String name;
    private final Map<String, String> requires = new LinkedHashMap<>();
    private final Map<String, List<ClassDesc>> provides = new LinkedHashMap<>();
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final List<String> exports = new ArrayList<>();
    private String version;
    private int javaOffset;

    private TestModule(String name) {
        this.name = name;
        requires.put("java.base", null);
    }

    /** A module that requires nothing but the JDK's base. */
    static TestModule named(String name) {
        return new TestModule(name);
    }

    /** What most tests want: a handler plugin built against this very SPI. */
    public static TestModule handler(String name, String... types) {
        return named(name)
                .version("1.2.3")
                .requires(Host.SPI, SPI_VERSION)
                .provides(ExtensionKind.HANDLER, name + ".HandlerProvider", types);
    }

    TestModule version(String text) {
        version = text;
        return this;
    }

    /** Requires a module without saying what version it was compiled against. */
    TestModule requires(String module) {
        return requires(module, null);
    }

    TestModule requires(String module, String compiledVersion) {
        requires.put(module, compiledVersion);
        return this;
    }

    TestModule exports(String packageName) {
        exports.add(packageName);
        return holds(packageName + ".Exported");
    }

    /** Adds an empty class, and with it a package. */
    TestModule holds(String className) {
        return holds(
                className,
                ClassFile.of()
                        .build(
                                ClassDesc.of(className),
                                it -> it.withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)));
    }

    TestModule holds(String className, byte[] bytes) {
        classes.put(className, bytes);
        return this;
    }

    TestModule provides(ExtensionKind kind, String className, String... types) {
        return provides(kind, className, _ -> {}, code -> listOf(code, types).areturn());
    }

    /** A provider whose constructor runs some code first. */
    TestModule providesAfter(
            Consumer<CodeBuilder> constructor,
            ExtensionKind kind,
            String className,
            String... types) {
        return provides(kind, className, constructor, code -> listOf(code, types).areturn());
    }

    /** A provider with a body of its own for {@code types()}. */
    TestModule provides(
            ExtensionKind kind,
            String className,
            Consumer<CodeBuilder> constructor,
            Consumer<CodeBuilder> types) {
        return declare(kind, className).implementing(kind, className, constructor, types);
    }

    /** A class that could be a provider, and that nobody declares. */
    TestModule implementing(
            ExtensionKind kind,
            String className,
            Consumer<CodeBuilder> constructor,
            Consumer<CodeBuilder> types) {
        ClassDesc service = kind.service().describeConstable().orElseThrow();
        return holds(
                className,
                ClassFile.of()
                        .build(
                                ClassDesc.of(className),
                                it ->
                                        it.withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                                                .withInterfaceSymbols(service)
                                                .withMethodBody(
                                                        CONSTRUCTOR,
                                                        ConstantDescs.MTD_void,
                                                        ClassFile.ACC_PUBLIC,
                                                        code -> construct(code, constructor))
                                                .withMethodBody(
                                                        "types",
                                                        MethodTypeDesc.of(LIST),
                                                        ClassFile.ACC_PUBLIC,
                                                        types)));
    }

    /** Declares a provider without adding its class. */
    TestModule declare(ExtensionKind kind, String className) {
        provides.computeIfAbsent(kind.service().getName(), _ -> new ArrayList<>())
                .add(ClassDesc.of(className));
        return this;
    }

    /** Makes the descriptor's class file that many Java releases newer than this one. */
    TestModule newerBy(int releases) {
        javaOffset = releases;
        return this;
    }

    /** Writes a jar. */
    public Path jar(Path directory, String fileName) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(fileName);
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : files().entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path exploded(Path directory) {
        files().forEach((path, bytes) -> write(directory.resolve(path), bytes));
        return directory;
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Code that throws an exception with a message. */
    static Consumer<CodeBuilder> throwing(Class<? extends Throwable> type, String message) {
        ClassDesc thrown = type.describeConstable().orElseThrow();
        return code ->
                code.new_(thrown)
                        .dup()
                        .ldc(message)
                        .invokespecial(
                                thrown,
                                CONSTRUCTOR,
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                        .athrow();
    }

    /** Code that looks a class up by name, with the loader of the class it stands in. */
    static Consumer<CodeBuilder> lookingUp(String className) {
        return code ->
                code.ldc(className)
                        .invokestatic(
                                ConstantDescs.CD_Class,
                                "forName",
                                MethodTypeDesc.of(ConstantDescs.CD_Class, ConstantDescs.CD_String))
                        .pop();
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("module-info.class", descriptor());
        classes.forEach((type, bytes) -> files.put(type.replace('.', '/') + ".class", bytes));
        return files;
    }

    private byte[] descriptor() {
        ModuleAttribute attribute =
                ModuleAttribute.of(
                        ModuleDesc.of(name),
                        it -> {
                            if (version != null) {
                                it.moduleVersion(version);
                            }
                            requires.forEach(
                                    (module, compiled) ->
                                            it.requires(
                                                    ModuleDesc.of(module),
                                                    module.equals("java.base")
                                                            ? List.of(AccessFlag.MANDATED)
                                                            : List.of(),
                                                    compiled));
                            exports.forEach(exported -> it.exports(PackageDesc.of(exported), 0));
                            provides.forEach(
                                    (service, providers) ->
                                            it.provides(
                                                    ClassDesc.of(service),
                                                    providers.toArray(ClassDesc[]::new)));
                        });
        byte[] bytes = ClassFile.of().buildModule(attribute);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.putShort(6, (short) (buffer.getShort(6) + javaOffset));
        return bytes;
    }

    private static void construct(CodeBuilder code, Consumer<CodeBuilder> first) {
        code.aload(0).invokespecial(ConstantDescs.CD_Object, CONSTRUCTOR, ConstantDescs.MTD_void);
        first.accept(code);
        code.return_();
    }

    /** Code that makes a list and leaves it on the stack. */
    static CodeBuilder listOf(CodeBuilder code, String... texts) {
        code.loadConstant(texts.length).anewarray(ConstantDescs.CD_Object);
        for (int i = 0; i < texts.length; i++) {
            code.dup().loadConstant(i).ldc(texts[i]).aastore();
        }
        return code.invokestatic(
                LIST, "of", MethodTypeDesc.of(LIST, ConstantDescs.CD_Object.arrayType()), true);
    }
}
