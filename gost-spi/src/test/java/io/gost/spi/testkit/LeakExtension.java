package io.gost.spi.testkit;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Fails a test class when Netty's leak detector reports a buffer that nobody released, which
 * otherwise is only a line in the log. Registers itself where the kit is on the class path and
 * JUnit's {@code junit.jupiter.extensions.autodetection.enabled} is set.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    /** Made by JUnit. */
    public LeakExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        collectGarbage();
        // The detector looks for leaks when somebody allocates.
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        String first = LEAKS.poll();
        if (first != null) {
            LEAKS.clear();
            throw new AssertionError("a buffer was not released: " + first);
        }
    }

    /** Returns when the collector has found what was dropped before the call. */
    private static void collectGarbage() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        PhantomReference<Object> dropped = new PhantomReference<>(new Object(), found);
        Await.until(
                "garbage is collected",
                () -> {
                    System.gc();
                    return found.poll() == dropped;
                });
    }
}
