package io.gost.runtime.component;

import io.gost.runtime.config.PluginConfig;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLContext;

/**
 * The client of an external plugin that speaks HTTP: JSON is posted, and status 200 with JSON is
 * the answer. Any thread; nothing blocks but {@link #close}.
 */
public final class HttpPlugin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long LONGEST_ANSWER = 1 << 20;
    private static final int OK = 200;

    private final URI address;
    private final String token;
    private final Duration timeout;
    private final @Nullable SSLContext tls;
    // Guards the client, which has a thread of its own and is made for the first question.
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient client;
    private boolean closed;

    /**
     * Prepares to ask. Nothing is connected.
     *
     * @param config of type {@code http}
     * @param address where the plugin is
     * @param tls for an address of HTTPS, or {@code null} for the JDK's own
     * @throws GostException of category {@code CONFIG} when that is no URL of HTTP
     */
    public HttpPlugin(PluginConfig config, String address, @Nullable SSLContext tls) {
        this.address = uri(address);
        this.token = config.token().reveal();
        this.timeout = config.timeout().isPositive() ? config.timeout() : PATIENCE;
        this.tls = tls;
    }

    /**
     * Asks.
     *
     * @param json the question
     * @return the answer; fails with a {@link GostException}
     */
    public CompletionStage<String> post(String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpClient asking = client();
        if (asking == null) {
            return Stages.failed(Category.UNREACHABLE, "the plugin's client is closed");
        }
        return asking.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER))
                .thenApply(this::body);
    }

    /** Waits a little for questions that are under way, and drops the others. */
    @Override
    public void close() {
        HttpClient used;
        lock.lock();
        try {
            closed = true;
            used = client;
            client = null;
        } finally {
            lock.unlock();
        }
        if (used != null) {
            end(used);
        }
    }

    private static void end(HttpClient used) {
        used.shutdown();
        try {
            if (!used.awaitTermination(FAREWELL)) {
                used.shutdownNow();
            }
        } catch (InterruptedException e) {
            used.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable HttpClient client() {
        lock.lock();
        try {
            if (client == null && !closed) {
                client = build();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private HttpClient build() {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        // the token is for this address alone, and would go along
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(timeout)
                        .executor(
                                Executors.newThreadPerTaskExecutor(
                                        Thread.ofVirtual().name("gost-plugin").factory()));
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    private String body(HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            throw new GostException(
                    Category.UNREACHABLE, host() + " answered " + response.statusCode());
        }
        return response.body();
    }

    /** Not the whole authority, which may hold a password. */
    private String host() {
        return address.getPort() < 0
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null
                    && List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below in our words.
        }
        throw new GostException(
                Category.CONFIG,
                "\"" + address + "\" is not a URL such as http://127.0.0.1:8000/observer");
    }
}
