package io.gost.distribution;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Ways to use an open tunnel. */
final class Exchange {

    private Exchange() {}

    /** Sends bytes while reading what comes back of them, then the end. */
    static byte[] echo(Socket tunnel, byte[] bytes) throws IOException {
        CompletableFuture<Void> sent = inBackground(() -> tunnel.getOutputStream().write(bytes));
        byte[] received = tunnel.getInputStream().readNBytes(bytes.length);
        sent.join();
        tunnel.shutdownOutput();
        if (tunnel.getInputStream().read() != -1) {
            throw new IOException("more came back than was sent");
        }
        return received;
    }

    /** Something that may fail on a socket. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    static CompletableFuture<Void> inBackground(Action action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                action.run();
                                done.complete(null);
                            } catch (IOException | RuntimeException | Error failure) {
                                done.completeExceptionally(failure);
                            }
                        });
        return done;
    }
}
