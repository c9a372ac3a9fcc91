package io.gost.runtime.rule;

import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** A request made of parts. */
record Request(
        @Nullable InetAddress clientIp,
        String network,
        String host,
        String method,
        String path,
        Map<String, List<String>> headers,
        Map<String, List<String>> parameters,
        String body)
        implements Subject {
    static final Request NOTHING = new Request(null, "tcp", "", "", "", Map.of(), Map.of(), "");

    static Request to(String host) {
        return new Request(null, "tcp", host, "", "", Map.of(), Map.of(), "");
    }

    Request from(String address) {
        return new Request(
                NetUtil.createInetAddressFromIpAddressString(address),
                network,
                host,
                method,
                path,
                headers,
                parameters,
                body);
    }

    Request over(String other) {
        return new Request(clientIp, other, host, method, path, headers, parameters, body);
    }

    Request http(String verb, String at) {
        return new Request(clientIp, network, host, verb, at, headers, parameters, body);
    }

    Request with(String name, String... values) {
        return new Request(
                clientIp,
                network,
                host,
                method,
                path,
                Map.of(name, List.of(values)),
                parameters,
                body);
    }

    Request query(String name, String... values) {
        return new Request(
                clientIp,
                network,
                host,
                method,
                path,
                headers,
                Map.of(name, List.of(values)),
                body);
    }

    Request body(String text) {
        return new Request(clientIp, network, host, method, path, headers, parameters, text);
    }

    @Override
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
    }

    @Override
    public List<String> query(String name) {
        return parameters.getOrDefault(name, List.of());
    }
}
