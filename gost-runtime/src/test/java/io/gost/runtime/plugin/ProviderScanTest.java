package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.HandlerProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;

/** Providers that break: the other one of the same jar works. */
final class ProviderScanTest {
    private static final String BROKEN = "com.acme.x.Broken";
    private static final String CONSTRUCTOR =
            "; wanted a public class whose constructor takes nothing and does nothing; report it to"
                    + " its author";

    @TempDir Path plugins;
    private Path file;

    @AfterEach
    void theOtherProviderWorks() {
        Plugins loaded = load();
        assertThat(loaded.handlers().types()).containsExactly("good");
        assertThat(loaded.loaded()).hasSize(1);
    }

    @Test
    void aConstructorThatThrows() {
        module(
                it ->
                        it.provides(
                                ExtensionKind.HANDLER,
                                BROKEN,
                                TestModule.throwing(IllegalStateException.class, "boom\n at once"),
                                TestModule.throwing(AssertionError.class, "unreachable")));

        assertThat(line())
                .isEqualTo(
                        file
                                + " (com.acme.x): io.gost.spi.HandlerProvider: Provider"
                                + " com.acme.x.Broken could not be instantiated:"
                                + " java.lang.IllegalStateException: boom at once"
                                + CONSTRUCTOR);
    }

    @Test
    void aConstructorThatMissesAClass() {
        module(
                it ->
                        it.provides(
                                ExtensionKind.DIALER,
                                BROKEN,
                                TestModule.throwing(NoClassDefFoundError.class, "com/acme/Gone"),
                                TestModule.throwing(AssertionError.class, "unreachable")));

        assertThat(line())
                .contains("could not be instantiated: java.lang.NoClassDefFoundError:")
                .endsWith(
                        "; wanted classes built against the host's versions; install another build"
                                + " of the plugin");
    }

    @Test
    void aClassThatIsNotThere() {
        module(it -> it.declare(ExtensionKind.LISTENER, BROKEN));

        assertThat(line())
                .isEqualTo(
                        file
                                + " (com.acme.x): io.gost.spi.ListenerProvider: Provider"
                                + " com.acme.x.Broken not found"
                                + CONSTRUCTOR);
    }

    @Test
    void aClassThatIsNoProvider() {
        module(it -> it.declare(ExtensionKind.STRATEGY, BROKEN).holds(BROKEN));

        assertThat(line()).contains("com.acme.x.Broken not a subtype").endsWith(CONSTRUCTOR);
    }

    @Test
    void aClassForANewerJava() {
        byte[] newer = ClassFile.of().build(ClassDesc.of(BROKEN), _ -> {});
        ByteBuffer.wrap(newer).putShort(6, (short) (ByteBuffer.wrap(newer).getShort(6) + 1));
        module(it -> it.declare(ExtensionKind.CONNECTOR, BROKEN).holds(BROKEN, newer));

        assertThat(line())
                .startsWith(file + " (com.acme.x): io.gost.spi.ConnectorProvider: ")
                .contains("java.lang.UnsupportedClassVersionError")
                .endsWith(
                        "; wanted classes for Java %d or older; install a build for this Java, or upgrade gost"
                                .formatted(Runtime.version().feature()));
    }

    @Test
    void typesThatThrow() {
        module(types(TestModule.throwing(IllegalArgumentException.class, "not today")));

        assertThat(line())
                .isEqualTo(
                        file
                                + " (com.acme.x): provider com.acme.x.Broken throws"
                                + " java.lang.IllegalArgumentException: not today when asked for"
                                + " its types; wanted a list of names made of lower-case letters,"
                                + " digits and . _ -; report it to its author");
    }

    @Test
    void typesThatFailToLink() {
        module(types(TestModule.throwing(NoSuchMethodError.class, "gone()")));

        assertThat(line()).contains("gone()").endsWith("install another build of the plugin");
    }

    @Test
    void typesThatAreNull() {
        module(types(code -> code.aconst_null().areturn()));

        assertThat(line()).contains("provider com.acme.x.Broken names no types; wanted");
    }

    @Test
    void noTypes() {
        module(it -> it.provides(ExtensionKind.HANDLER, BROKEN));

        assertThat(line()).contains("provider com.acme.x.Broken names no types; wanted");
    }

    @Test
    void aBlankType() {
        module(it -> it.provides(ExtensionKind.HANDLER, BROKEN, "x", " "));

        assertThat(line()).contains("provider com.acme.x.Broken names the type \" \"; wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a;b", "a=b", "a+b", "a b", "a/b", "a\tb", "-a"})
    void aTypeThatCannotStandInAUrlOrInAnIndex(String type) throws IOException {
        module(it -> it.provides(ExtensionKind.HANDLER, BROKEN, "x", type));
        List<String> lines = new ArrayList<>();
        Plugins.writeIndex(plugins, problem -> lines.add(problem.line()));

        assertThat(lines)
                .containsExactly(line())
                .singleElement()
                .asString()
                .contains("names the type \"" + type.replace('\t', ' ') + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Error.class,
                StackOverflowError.class,
                ServiceConfigurationError.class,
                IOException.class
            })
    void typesThatThrowWhatNobodyShould(Class<? extends Throwable> thrown) {
        module(types(TestModule.throwing(thrown, "not today")));

        assertThat(line()).contains(" throws " + thrown.getName() + ": not today when asked");
    }

    @Test
    void typesInAListThatThrows() {
        String list = "com.acme.x.Names";
        module(
                it ->
                        types(code -> newInstance(code, list).areturn())
                                .andThen(same -> same.holds(list, listThatThrows(list)))
                                .accept(it));

        assertThat(line()).contains(" throws java.lang.Error: gone when asked for its ");
    }

    /** Says that it has one element, and throws when asked for it. */
    private static byte[] listThatThrows(String name) {
        ClassDesc parent = AbstractList.class.describeConstable().orElseThrow();
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        it ->
                                it.withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                                        .withSuperclass(parent)
                                        .withMethodBody(
                                                ConstantDescs.INIT_NAME,
                                                ConstantDescs.MTD_void,
                                                ClassFile.ACC_PUBLIC,
                                                code ->
                                                        code.aload(0)
                                                                .invokespecial(
                                                                        parent,
                                                                        ConstantDescs.INIT_NAME,
                                                                        ConstantDescs.MTD_void)
                                                                .return_())
                                        .withMethodBody(
                                                "size",
                                                MethodTypeDesc.of(ConstantDescs.CD_int),
                                                ClassFile.ACC_PUBLIC,
                                                code -> code.loadConstant(1).ireturn())
                                        .withMethodBody(
                                                "get",
                                                MethodTypeDesc.of(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.CD_int),
                                                ClassFile.ACC_PUBLIC,
                                                TestModule.throwing(Error.class, "gone")));
    }

    private static CodeBuilder newInstance(CodeBuilder code, String className) {
        ClassDesc made = ClassDesc.of(className);
        return code.new_(made)
                .dup()
                .invokespecial(made, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    }

    @Test
    void aMethodThatReturnsNothing() {
        module(it -> providedByMethod(it, code -> code.aconst_null().areturn()));

        assertThat(line()).contains("com.acme.x.Broken").endsWith(CONSTRUCTOR);
    }

    /** Its return type is the interface, which is the host's. */
    @Test
    void aMethodThatReturnsAProviderIsHeard() {
        String made = "com.acme.x.Made";
        module(
                it ->
                        providedByMethod(
                                it.implementing(
                                        ExtensionKind.HANDLER,
                                        made,
                                        _ -> {},
                                        TestModule.throwing(IllegalStateException.class, "heard")),
                                code -> newInstance(code, made).areturn()));

        assertThat(line()).contains("provider com.acme.x.Made throws").contains("heard");
    }

    private static void providedByMethod(TestModule module, Consumer<CodeBuilder> body) {
        ClassDesc service = HandlerProvider.class.describeConstable().orElseThrow();
        byte[] provider =
                ClassFile.of()
                        .build(
                                ClassDesc.of(BROKEN),
                                it ->
                                        it.withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                                                .withMethodBody(
                                                        "provider",
                                                        MethodTypeDesc.of(service),
                                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                                        body));
        module.declare(ExtensionKind.HANDLER, BROKEN).holds(BROKEN, provider);
    }

    private static Consumer<TestModule> types(Consumer<CodeBuilder> body) {
        return it -> it.provides(ExtensionKind.HANDLER, BROKEN, _ -> {}, body);
    }

    /** The broken provider comes first, so that the good one proves that the scan went on. */
    private void module(Consumer<TestModule> broken) {
        TestModule module =
                TestModule.named("com.acme.x").requires(Host.SPI, TestModule.SPI_VERSION);
        broken.accept(module);
        file =
                module.provides(ExtensionKind.HANDLER, "com.acme.x.Good", "good")
                        .jar(plugins, "x.jar");
    }

    private String line() {
        List<PluginProblem> problems = load().problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst().line();
    }

    private Plugins load() {
        return Plugins.load(List.of(plugins));
    }
}
