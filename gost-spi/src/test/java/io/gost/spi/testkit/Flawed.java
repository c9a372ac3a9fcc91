package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the tests with flawed plugins share: each mistake is found by the tests of the contract that
 * are about it, and they say what to do.
 */
final class Flawed {
    /**
     * Tried in turn. They wait for what never comes; a machine that has much else to do may need
     * longer to come to that.
     */
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofMillis(150), Duration.ofSeconds(1), Await.PATIENCE);

    private static final Queue<ByteBuf> KEPT = new ConcurrentLinkedQueue<>();

    private Flawed() {}

    /** A mistake that people make; an enum's constant. */
    interface Flaw<C> {
        /** What the failures say, among other things. */
        String advice();

        /** The tests of the contract that have to fail; none for no mistake. */
        List<Check<C>> foundBy();
    }

    /** A test of a contract. */
    @FunctionalInterface
    interface Check<C> {
        void run(C contract) throws IOException;
    }

    /** One test for each mistake and each test of the contract that has to find it. */
    static <C, F extends Flaw<C>> Stream<DynamicTest> tests(
            Class<C> contract, F[] flaws, Function<F, C> plugin) {
        return Arrays.stream(flaws)
                .flatMap(
                        flaw ->
                                flaw.foundBy().stream()
                                        .map(
                                                check ->
                                                        DynamicTest.dynamicTest(
                                                                flaw + ": " + name(contract, check),
                                                                () ->
                                                                        expectFound(
                                                                                flaw,
                                                                                check,
                                                                                plugin.apply(
                                                                                        flaw)))));
    }

    /** There is no test that could be left out unnoticed. */
    static <C> void expectEachTestFindsOne(Class<C> contract, Flaw<C>[] flaws) {
        assertThat(
                        Arrays.stream(flaws)
                                .flatMap(flaw -> flaw.foundBy().stream())
                                .map(check -> name(contract, check)))
                .containsAll(
                        Arrays.stream(contract.getMethods())
                                .filter(method -> method.isAnnotationPresent(Test.class))
                                .map(Method::getName)
                                .toList());
    }

    /** What a plugin keeps that should have released it. */
    static void keep(ByteBuf buffer) {
        KEPT.add(buffer);
    }

    /** What a plugin does that asks for a result at once. */
    static void waitOnThisThread() {
        await(Duration.ofMillis(600));
    }

    /** What a thread does that nobody ends. */
    static void waitForLong() {
        await(Duration.ofSeconds(5));
    }

    private static <C> void expectFound(Flaw<C> flaw, Check<C> check, C contract) {
        String said = "";
        for (Duration patience : PATIENCE) {
            said = everythingSaid(failure(check, contract, patience));
            if (said.isEmpty() || said.contains(flaw.advice())) {
                break;
            }
        }
        assertThat(said).contains(flaw.advice());
    }

    private static <C> @Nullable Throwable failure(Check<C> check, C contract, Duration patience) {
        Await.patience(patience);
        try {
            check.run(contract);
            return null;
        } catch (IOException | RuntimeException | AssertionError failure) {
            return failure;
        } finally {
            KEPT.forEach(ByteBuf::release);
            KEPT.clear();
            Await.patience(Await.PATIENCE);
        }
    }

    /** The messages of a failure, of its causes and of what else was wrong. */
    private static String everythingSaid(@Nullable Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said.append(cause).append('\n');
            for (Throwable other : cause.getSuppressed()) {
                said.append(everythingSaid(other));
            }
        }
        return said.toString();
    }

    /** The name of the contract's method that a check is. */
    private static <C> String name(Class<C> contract, Check<C> check) {
        StringBuilder name = new StringBuilder();
        Object listening =
                Proxy.newProxyInstance(
                        contract.getClassLoader(),
                        new Class<?>[] {contract},
                        (_, method, _) -> {
                            name.append(method.getName());
                            return null;
                        });
        try {
            check.run(contract.cast(listening));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return name.toString();
    }

    private static void await(Duration time) {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
