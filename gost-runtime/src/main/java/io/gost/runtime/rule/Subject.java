package io.gost.runtime.rule;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;

/**
 * What a rule may know about a request. Whoever cannot see into the client's stream leaves the
 * parts that only a protocol knows as they are: empty.
 */
public interface Subject {
    /**
     * Who asks.
     *
     * @return the client's address, or {@code null} when it has none
     */
    @Nullable InetAddress clientIp();

    /**
     * How the target is reached.
     *
     * @return {@code tcp}, {@code udp6}, …
     */
    String network();

    /**
     * Where the request goes, as the client named it.
     *
     * @return {@code host:port}, {@code [v6]:port} or a host alone; empty when nobody said
     */
    String host();

    /**
     * What the client was found to speak.
     *
     * @return {@code http}, {@code tls}, …, or the empty text
     */
    default String protocol() {
        return "";
    }

    /**
     * The method of an HTTP request.
     *
     * @return in upper case, or empty
     */
    default String method() {
        return "";
    }

    /**
     * The path of an HTTP request, without its query.
     *
     * @return the path, or empty
     */
    default String path() {
        return "";
    }

    /**
     * The values of a header field.
     *
     * @param name in any case
     * @return the values in order; none when the field is absent
     */
    default List<String> header(String name) {
        return List.of();
    }

    /**
     * The values of a query parameter.
     *
     * @param name the exact name
     * @return the values in order; none when the parameter is absent
     */
    default List<String> query(String name) {
        return List.of();
    }

    /**
     * The beginning of the body.
     *
     * @return as text, or empty
     */
    default String body() {
        return "";
    }
}
