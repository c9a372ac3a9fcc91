package io.gost.runtime.config.check;

import io.gost.runtime.config.AdmissionConfig;
import io.gost.runtime.config.ApiConfig;
import io.gost.runtime.config.BypassConfig;
import io.gost.runtime.config.ForwardNodeConfig;
import io.gost.runtime.config.HostMappingConfig;
import io.gost.runtime.config.LimiterConfig;
import io.gost.runtime.config.MetricsConfig;
import io.gost.runtime.config.NameserverConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.ProfilingConfig;
import io.gost.runtime.config.RouteConfig;
import io.gost.runtime.config.ServiceConfig;
import io.netty.util.NetUtil;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses, ports and networks can be what they are meant to be. */
final class AddressCheck implements Check {
    private static final int LAST_PORT = 65_535;
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[[^\\]]*\\]|[^:\\[\\]]*):([^:]*)");
    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f.:]+)/([0-9]{1,4})");
    private static final Set<String> WITHOUT_PORT =
            Set.of("unix", "runix", "serial", "stdio", "tun", "tap", "tungo", "icmp", "icmp6");

    @Override
    public void visit(Record object, String path, Findings findings) {
        switch (object) {
            case ServiceConfig service -> service(service, path, findings);
            case NodeConfig node -> port(node.addr(), path + ".addr", findings);
            case ForwardNodeConfig node -> port(node.addr(), path + ".addr", findings);
            case ApiConfig api -> endpoint(api.addr(), path + ".addr", findings);
            case ProfilingConfig profiling -> endpoint(profiling.addr(), path + ".addr", findings);
            case MetricsConfig metrics -> {
                endpoint(metrics.addr(), path + ".addr", findings);
                if (!metrics.path().isEmpty() && !metrics.path().startsWith("/")) {
                    findings.error(
                            path + ".path",
                            "\"%s\" does not begin with /".formatted(metrics.path()));
                }
            }
            case HostMappingConfig mapping -> literal(mapping.ip(), path + ".ip", findings);
            case NameserverConfig server ->
                    literal(server.clientIp(), path + ".clientIP", findings);
            case AdmissionConfig admission ->
                    networks(admission.matchers(), path + ".matchers", findings);
            case BypassConfig bypass -> networks(bypass.matchers(), path + ".matchers", findings);
            case LimiterConfig limiter -> limits(limiter.limits(), path + ".limits", findings);
            case RouteConfig route -> {
                network(route.net(), path + ".net", findings);
                network(route.dst(), path + ".dst", findings);
            }
            default -> {}
        }
    }

    private static void service(ServiceConfig service, String path, Findings findings) {
        String type = service.listener() == null ? "" : service.listener().type();
        String address = service.addr();
        if (WITHOUT_PORT.contains(type) || address.isEmpty()) {
            return;
        }
        if (!HOST_AND_PORT.matcher(address).matches()) {
            findings.error(path + ".addr", "\"%s\" is not host:port or :port".formatted(address));
            return;
        }
        port(address, path + ".addr", findings);
    }

    private static void endpoint(String address, String path, Findings findings) {
        if (!address.startsWith("unix://")) {
            port(address, path, findings);
        }
    }

    /** What looks like a numeric port is one; names of ports are left to the system. */
    private static void port(String address, String path, Findings findings) {
        Matcher matcher = HOST_AND_PORT.matcher(address);
        if (address.contains("/") || !matcher.matches()) {
            return;
        }
        String port = matcher.group(1);
        boolean valid =
                port.isEmpty()
                        || (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= LAST_PORT);
        if (!valid) {
            findings.error(
                    path, "port \"%s\" is not a number within 0…%d".formatted(port, LAST_PORT));
        }
    }

    private static void literal(String address, String path, Findings findings) {
        if (!address.isEmpty() && !isAddress(address)) {
            findings.error(path, "\"%s\" is not an IP address".formatted(address));
        }
    }

    private static void networks(List<String> patterns, String path, Findings findings) {
        for (int i = 0; i < patterns.size(); i++) {
            network(patterns.get(i), path + "[" + i + "]", findings);
        }
    }

    private static void limits(List<String> lines, String path, Findings findings) {
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).strip().split("\\s+", -1);
            network(words[0], path + "[" + i + "]", findings);
        }
    }

    /** What looks like a network in CIDR notation is one. */
    private static void network(String pattern, String path, Findings findings) {
        Matcher matcher = NETWORK.matcher(pattern.strip());
        if (!matcher.matches()) {
            return;
        }
        String address = matcher.group(1);
        int bits = NetUtil.isValidIpV6Address(address) ? 128 : 32;
        if (!isAddress(address) || Integer.parseInt(matcher.group(2)) > bits) {
            findings.error(
                    path, "\"%s\" is not a network such as 10.0.0.0/8".formatted(pattern.strip()));
        }
    }

    private static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }
}
