package io.gost.runtime.cli;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.UserInfo;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A configuration from a web server. Messages show the URL without its user name and password. */
final class WebSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final URI address;
    private final String shown;

    private WebSource(URI address) {
        this.address = address;
        this.shown = UserInfo.hide(address.toString()).replace("****@", "");
    }

    /** The source, if a text is an address of one. */
    static Optional<WebSource> of(String text) {
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && address.getHost() != null
                    ? Optional.of(new WebSource(address))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Fetches the text. */
    Optional<SourceText> fetch(Diagnostics diagnostics) {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(Redirect.NORMAL)
                        .connectTimeout(TIMEOUT)
                        .build()) {
            HttpResponse<byte[]> response =
                    client.sendAsync(
                                    request(),
                                    BodyHandlers.limiting(
                                            BodyHandlers.ofByteArray(), SourceText.MAX_SIZE))
                            .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (response.statusCode() != OK) {
                failed("the server answered " + response.statusCode(), diagnostics);
                return Optional.empty();
            }
            return SourceText.decode(response.body(), shown, diagnostics)
                    .map(text -> new SourceText(shown, text, format(response), false));
        } catch (TimeoutException e) {
            failed("no answer within %d seconds".formatted(TIMEOUT.toSeconds()), diagnostics);
        } catch (ExecutionException e) {
            failed(cause(e), diagnostics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed("interrupted", diagnostics);
        }
        return Optional.empty();
    }

    private void failed(String message, Diagnostics diagnostics) {
        diagnostics.error(Location.of(shown), "", message);
    }

    private static String cause(ExecutionException failure) {
        Throwable cause = failure.getCause();
        String message = cause == null ? null : cause.getMessage();
        if (message != null) {
            return message;
        }
        return cause instanceof IOException ? "cannot connect" : String.valueOf(cause);
    }

    private HttpRequest request() {
        String user = address.getUserInfo();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        if (user != null) {
            String credentials =
                    Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        return request.build();
    }

    private Format format(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        String mediaType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (mediaType) {
            case "application/json" -> Format.JSON;
            case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml" ->
                    Format.YAML;
            default ->
                    String.valueOf(address.getPath()).endsWith(".json") ? Format.JSON : Format.YAML;
        };
    }
}
