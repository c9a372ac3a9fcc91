package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a hop of one {@code -F} URL, with one node for each host of its list. */
final class HopUrls {
    private static final List<String> NODE_SCOPES = List.of("node.", "connector.", "dialer.");

    private final CommandUrl url;
    private final UrlContext context;
    private final Location location;

    /**
     * Creates the builder of one URL.
     *
     * @param url the URL
     * @param context where it comes from
     */
    HopUrls(CommandUrl url, UrlContext context) {
        this.url = url;
        this.context = context;
        this.location = context.location();
    }

    /** The hop. */
    Mapping build(String name, Components components) {
        Parameters parameters = url.parameters();
        Scheme scheme = Scheme.ofNode(url.scheme(), context.types());
        context.warnUnknown(scheme);
        context.warnDropped(parameters);
        warnFallback(scheme);

        var hop = new MappingBuilder(location).text("name", name);
        SharedParameters.takeSelector(parameters, location)
                .ifPresent(selector -> hop.put("selector", selector));
        for (Components.Component component : Components.OF_HOPS) {
            components
                    .create(component, parameters, location)
                    .ifPresent(created -> hop.text(component.key(), created));
        }
        var hopOnly = new MappingBuilder(location);
        SharedParameters.moveText(parameters, "interface", hopOnly);
        SharedParameters.moveNumber(parameters, "so_mark", hopOnly);
        SharedParameters.moveNumber(parameters, "proxyProtocol", hopOnly);
        Parameters hopParameters = parameters.scoped("hop.", NODE_SCOPES);
        List.copyOf(parameters.values().keySet()).stream()
                .filter(key -> key.startsWith("hop."))
                .forEach(parameters::remove);

        hop.list("nodes", nodes(scheme));
        return hop.object("metadata", SharedParameters.metadata(hopParameters, hopOnly.build()))
                .build();
    }

    private void warnFallback(Scheme scheme) {
        boolean single = !url.scheme().contains("+") && !url.scheme().equals("auto");
        if (single && scheme.protocol().equals("http") && scheme.transport().equals("udp")) {
            context.warn("there is no connector of that name; http over udp is used");
        }
    }

    private List<Mapping> nodes(Scheme scheme) {
        Optional<Mapping> auth = Account.of(url).map(account -> account.document(location));
        Parameters parameters = url.parameters();
        Tls tls = Tls.take(parameters);
        if (tls.secureText.isPresent() && tls.secure().isEmpty()) {
            throw UrlErrors.because("parameter secure is neither true nor false");
        }
        var nodes = new ArrayList<Mapping>();
        for (String address : addresses()) {
            var node = new MappingBuilder(location).text("name", "node-" + nodes.size());
            nodes.add(node(node.text("addr", address), address, scheme, auth, tls));
        }
        return nodes;
    }

    private List<String> addresses() {
        if (url.addressesPath()) {
            boolean path = url.host().isEmpty();
            String address = path ? url.path() : url.host();
            return address.isEmpty() ? List.of() : List.of(address);
        }
        if (url.host().isEmpty() && url.speaks("direct", "virtual")) {
            return List.of("");
        }
        return url.withHost(HopUrls::hosts);
    }

    private static List<String> hosts(String list) {
        return Stream.of(list.split(","))
                .filter(host -> !host.isEmpty())
                .map(PortRange::check)
                .toList();
    }

    private Mapping node(
            MappingBuilder node, String address, Scheme scheme, Optional<Mapping> auth, Tls tls) {
        var connector = new MappingBuilder(location).text("type", scheme.protocol());
        var dialer = new MappingBuilder(location).text("type", scheme.transport());
        boolean ssh = scheme.usesTransport("ssh", "sshd");
        auth.ifPresent(account -> (ssh ? dialer : connector).put("auth", account));
        boolean file = url.addressesPath() && url.host().isEmpty();
        dialer.object("tls", tls.document(location, file ? "" : hostOf(address)));
        connector.object("metadata", metadata("connector."));
        dialer.object("metadata", metadata("dialer."));
        return node.put("connector", connector.build())
                .put("dialer", dialer.build())
                .object("metadata", metadata("node."))
                .build();
    }

    private Mapping metadata(String scope) {
        List<String> others = NODE_SCOPES.stream().filter(other -> !other.equals(scope)).toList();
        return SharedParameters.metadata(
                url.parameters().scoped(scope, others), Mapping.empty(location));
    }

    /** The host of an address, without port and brackets. */
    private static String hostOf(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 || address.endsWith("]") ? address : address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    /** TLS parameters of a node. */
    private record Tls(
            String certFile,
            String keyFile,
            String caFile,
            Optional<String> secureText,
            String serverName) {
        static Tls take(Parameters parameters) {
            String secure = parameters.text("tls.secure", "secure");
            var tls =
                    new Tls(
                            parameters.text(SharedParameters.CERT_FILE),
                            parameters.text(SharedParameters.KEY_FILE),
                            parameters.text(SharedParameters.CA_FILE),
                            secure.isEmpty() ? Optional.empty() : Optional.of(secure),
                            parameters.text("tls.servername", "servername"));
            parameters.remove("auth");
            parameters.remove(SharedParameters.CERT_FILE);
            parameters.remove(SharedParameters.KEY_FILE);
            parameters.remove(SharedParameters.CA_FILE);
            parameters.remove("tls.secure", "secure");
            parameters.remove("tls.servername", "servername", "serverName", "tls.serverName");
            return tls;
        }

        Optional<Boolean> secure() {
            return secureText.flatMap(
                    text ->
                            switch (text) {
                                case "1", "t", "T", "true", "True", "TRUE" -> Optional.of(true);
                                case "0", "f", "F", "false", "False", "FALSE" -> Optional.of(false);
                                default -> Optional.empty();
                            });
        }

        Mapping document(Location location, String host) {
            String name = serverName.isEmpty() ? host : serverName;
            boolean secure = secure().orElse(false);
            if (!secure && certFile.isEmpty() && caFile.isEmpty() && name.isEmpty()) {
                return Mapping.empty(location);
            }
            return new MappingBuilder(location)
                    .text("certFile", certFile)
                    .text("keyFile", keyFile)
                    .text("caFile", caFile)
                    .truth("secure", secure)
                    .text("serverName", name)
                    .build();
        }
    }
}
