package io.gost.runtime;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the compiler cannot check about the shape of the runtime, with the reasons.
 *
 * <p>The packages, from the top: {@code cli} → {@code service} → {@code route} → {@code component},
 * {@code select}, {@code net}, {@code rule}, {@code tls}; and {@code plugin}, {@code config},
 * {@code log}, which know nothing of each other. Each may use what stands below it.
 */
@AnalyzeClasses(
        packages = "io.gost",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.WithoutContractKit.class})
class ArchitectureTest {
    /** The kit comes as classes when tests run, and as a jar when everything is packaged. */
    static final class WithoutContractKit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule packagesDependDownwards =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("io.gost.runtime..")
                    .layer("cli")
                    .definedBy("io.gost.runtime.cli..")
                    .optionalLayer("web")
                    .definedBy("io.gost.runtime.web..")
                    .layer("admin")
                    .definedBy("io.gost.runtime.admin..")
                    .optionalLayer("metrics")
                    .definedBy("io.gost.runtime.metrics..")
                    .layer("create")
                    .definedBy("io.gost.runtime.create..")
                    .layer("describe")
                    .definedBy("io.gost.runtime.describe..")
                    .layer("service")
                    .definedBy("io.gost.runtime.service..")
                    .layer("trim")
                    .definedBy("io.gost.runtime.trim..")
                    .layer("route")
                    .definedBy("io.gost.runtime.route..")
                    .layer("component")
                    .definedBy("io.gost.runtime.component..")
                    .layer("select")
                    .definedBy("io.gost.runtime.select..")
                    .layer("rule")
                    .definedBy("io.gost.runtime.rule..")
                    .layer("tls")
                    .definedBy("io.gost.runtime.tls..")
                    .layer("net")
                    .definedBy("io.gost.runtime.net..")
                    .layer("plugin")
                    .definedBy("io.gost.runtime.plugin..")
                    .layer("config")
                    .definedBy("io.gost.runtime.config..")
                    .layer("log")
                    .definedBy("io.gost.runtime.log..")
                    .layer("text")
                    .definedBy("io.gost.runtime.text..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("web")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("admin")
                    .mayOnlyBeAccessedByLayers("cli", "web")
                    .whereLayer("metrics")
                    .mayOnlyBeAccessedByLayers(
                            "cli", "web", "admin", "service", "route", "component")
                    .whereLayer("create")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("describe")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("trim")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("service")
                    .mayOnlyBeAccessedByLayers("cli", "web", "admin", "describe")
                    .whereLayer("route")
                    .mayOnlyBeAccessedByLayers("service")
                    .whereLayer("component")
                    .mayOnlyBeAccessedByLayers("web", "admin", "service", "route")
                    .whereLayer("select")
                    .mayOnlyBeAccessedByLayers("service", "route")
                    .whereLayer("rule")
                    .mayOnlyBeAccessedByLayers("service", "route", "component")
                    .whereLayer("tls")
                    .mayOnlyBeAccessedByLayers("service")
                    .whereLayer("net")
                    .mayOnlyBeAccessedByLayers("cli", "web", "admin", "service", "route")
                    .whereLayer("plugin")
                    .mayOnlyBeAccessedByLayers("cli", "admin", "service", "create", "describe")
                    .whereLayer("config")
                    .mayOnlyBeAccessedByLayers(
                            "trim",
                            "cli",
                            "web",
                            "admin",
                            "describe",
                            "service",
                            "component",
                            "tls")
                    .whereLayer("log")
                    .mayOnlyBeAccessedByLayers("cli", "web", "admin", "service")
                    .whereLayer("text")
                    .mayNotAccessAnyLayer()
                    .because("whoever changes a package has to know only what stands below it");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.gost.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theSpiKnowsNoRuntime =
            noClasses()
                    .that()
                    .resideInAPackage("io.gost.spi..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.gost.runtime..")
                    .because("plugins compile against the SPI alone");

    @ArchTest
    static final ArchRule onlyTheNetPackageKnowsTheTransport =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gost.runtime.net")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.netty.channel.epoll..", "io.netty.channel.socket.nio..")
                    .because("another transport must be one constant in net.Transport");

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(owner(nameMatching("java\\.lang\\.Thread")))
                                    .and(target(nameMatching("sleep"))))
                    .because("whoever waits says what for: a future, a latch, a timer of the loop");

    @ArchTest
    static final ArchRule onlyTheCommandLineSpeaksToTheTerminal =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.gost.runtime.cli..", "io.gost.runtime.log..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("everything else goes through the log");

    @ArchTest
    static final ArchRule thereIsOneLog =
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                    .because("SLF4J is what our log, its levels and its fields are behind");

    @ArchTest
    static final ArchRule asynchronousStagesNameTheirExecutor =
            noClasses()
                    .should()
                    .callMethodWhere(onTheCommonPool())
                    .because(
                            "the common pool is nobody's: work runs on a loop or a virtual thread");

    @ArchTest
    static final ArchRule nobodySetsSystemProperties =
            noClasses()
                    .should()
                    .callMethodWhere(
                            target(owner(nameMatching("java\\.lang\\.System")))
                                    .and(target(nameMatching("setProperty|setProperties"))))
                    .because("they would change every plugin's behaviour from afar");

    @ArchTest
    static final ArchRule nothingLocksOnEventLoops =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(
                            "io.gost.runtime.net..",
                            "io.gost.runtime.route..",
                            "io.gost.runtime.select..",
                            "io.gost.runtime.service..")
                    .should()
                    .haveModifier(JavaModifier.SYNCHRONIZED)
                    .because("a loop that waits for a lock keeps all its connections waiting");

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Manager|Utils?|Helper|Base|Impl)")
                    .because("such a name says nothing, and everything gathers in it");

    private static DescribedPredicate<JavaMethodCall> onTheCommonPool() {
        return DescribedPredicate.describe(
                "runs on the common pool",
                call ->
                        call.getTargetOwner().isAssignableTo(CompletionStage.class)
                                && call.getName().endsWith("Async")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Executor.class)));
    }
}
