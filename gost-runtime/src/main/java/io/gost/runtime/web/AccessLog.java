package io.gost.runtime.web;

import io.gost.runtime.log.FieldLogger;
import io.gost.spi.GoDuration;
import io.netty.util.NetUtil;

import java.time.Duration;
import java.util.Locale;

/** One line per request. */
final class AccessLog {
    private final FieldLogger logger;

    /** Logs to a logger. */
    AccessLog(FieldLogger logger) {
        this.logger = logger;
    }

    /** Writes the line of an answered request. */
    void log(WebRequest request, int status, Duration took) {
        String client = client(request);
        logger.with("client", client)
                .with("code", status)
                .with("duration", took.toNanos())
                .with("method", request.method())
                .with("uri", request.uri())
                .info(
                        String.format(
                                Locale.ROOT,
                                "| %3d | %13s | %15s | %-7s %s",
                                status,
                                GoDuration.format(took),
                                client,
                                request.method(),
                                request.uri()));
    }

    /** Who asks, by what a proxy in front says, if one does. */
    private static String client(WebRequest request) {
        String forwarded = request.header("X-Forwarded-For").split(",", 2)[0].strip();
        String real = request.header("X-Real-IP").strip();
        return isAddress(forwarded) ? forwarded : isAddress(real) ? real : request.client();
    }

    private static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }
}
