package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes services of one {@code -L} URL: one for each port of its range. */
final class ServiceUrls {
    private static final List<String> SCOPES = List.of("service.", "handler.", "listener.");
    private static final List<String> SERVICE_TEXTS = List.of("interface", "netns", "netns.out");
    private static final List<String> SERVICE_NUMBERS = List.of("so_mark", "proxyProtocol");

    private final CommandUrl url;
    private final UrlContext context;
    private final Location location;
    private final String targetPrefix;

    /**
     * Creates the builder of one URL.
     *
     * @param url the URL
     * @param context where it comes from
     * @param targetPrefix put before the names of forward targets
     */
    ServiceUrls(CommandUrl url, UrlContext context, String targetPrefix) {
        this.url = url;
        this.context = context;
        this.location = context.location();
        this.targetPrefix = targetPrefix;
    }

    /** The services, without the objects that other services number too. */
    List<Mapping> build(FreeNames names, Components components, Optional<String> chain) {
        Parameters parameters = url.parameters();
        Scheme scheme = Scheme.ofService(url.scheme(), context.types());
        context.warnUnknown(scheme);
        context.warnDropped(parameters);

        boolean pathAddress = url.addressesPath() && url.host().isEmpty();
        List<Mapping> targets = pathAddress ? List.of() : targets(scheme);
        String handler = handler(scheme, targets);
        if (targets.isEmpty() && scheme.usesTransport("stdio") && !url.host().isEmpty()) {
            targets = List.of(target(0, url.host()));
            handler = handler.equals("auto") ? "tcp" : handler;
        }
        Optional<Mapping> auth = Account.of(url).map(account -> account.document(location));
        parameters.remove("auth");
        Optional<Mapping> tls = takeTls(parameters);
        var serviceOnly = new MappingBuilder(location);
        SERVICE_TEXTS.forEach(name -> SharedParameters.moveText(parameters, name, serviceOnly));
        SERVICE_NUMBERS.forEach(name -> SharedParameters.moveNumber(parameters, name, serviceOnly));
        Optional<Mapping> selector = SharedParameters.takeSelector(parameters, location);
        if (selector.isPresent() && targets.isEmpty()) {
            context.warn("the selector parameters have no effect without targets in the path");
        }

        var parts = new Parts(scheme, handler, auth, tls, serviceOnly.build(), selector, chain);
        List<String> addresses = pathAddress ? List.of(url.path()) : addresses();
        warnSurplus(addresses, targets);
        var services = new ArrayList<Mapping>();
        for (int i = 0; i < addresses.size(); i++) {
            List<Mapping> own = targetsOf(i, addresses.size(), targets);
            services.add(service(names, components, addresses.get(i), own, parts));
        }
        return services;
    }

    /** What all services of the URL share. */
    private record Parts(
            Scheme scheme,
            String handler,
            Optional<Mapping> auth,
            Optional<Mapping> tls,
            Mapping serviceOnly,
            Optional<Mapping> selector,
            Optional<String> chain) {}

    private List<String> addresses() {
        return url.addressesPath() ? List.of(url.host()) : url.withHost(PortRange::expand);
    }

    private List<Mapping> targets(Scheme scheme) {
        String path = url.path().replaceAll("^/+|/+$", "");
        if (path.isEmpty()) {
            return List.of();
        }
        if (scheme.usesTransport("serial")) {
            return List.of(target(0, path)); // its parameters are separated by commas
        }
        var targets = new ArrayList<Mapping>();
        for (String part : path.split(",", -1)) {
            if (part.isEmpty()) {
                context.warn("an empty target is left out");
                continue;
            }
            PortRange.expandIfPossible(part)
                    .forEach(address -> targets.add(target(targets.size(), address)));
        }
        return targets;
    }

    private Mapping target(int number, String address) {
        return new MappingBuilder(location)
                .text("name", targetPrefix + "target-" + number)
                .text("addr", address)
                .build();
    }

    /** A service with targets forwards, whatever its scheme says; only relay does both. */
    private String handler(Scheme scheme, List<Mapping> targets) {
        if (targets.isEmpty() || scheme.protocol().equals("relay")) {
            return scheme.protocol();
        }
        boolean raw =
                scheme.usesTransport(
                        "tcp", "udp", "rtcp", "rudp", "tun", "tap", "dns", "unix", "runix",
                        "serial");
        String forwarder = raw ? scheme.transport() : "forward";
        if (!scheme.protocol().equals("auto") && !scheme.protocol().equals(forwarder)) {
            context.warn(
                    "the path makes it forward to fixed targets: handler %s takes the place of %s"
                            .formatted(forwarder, scheme.protocol()));
        }
        return forwarder;
    }

    private Optional<Mapping> takeTls(Parameters parameters) {
        String certificate = parameters.text(SharedParameters.CERT_FILE);
        String key = parameters.text(SharedParameters.KEY_FILE);
        String authority = parameters.text(SharedParameters.CA_FILE);
        parameters.remove(SharedParameters.CERT_FILE);
        parameters.remove(SharedParameters.CA_FILE);
        if (certificate.isEmpty()) {
            // "key" alone is more likely the key of something else
            parameters.remove("tls.keyFile", "keyFile");
            boolean lost = !authority.isEmpty() || !parameters.text("key").equals(key);
            if (lost) {
                context.warn("keyFile and caFile have no effect without certFile");
            }
            return Optional.empty();
        }
        parameters.remove(SharedParameters.KEY_FILE);
        return Optional.of(
                new MappingBuilder(location)
                        .text("certFile", certificate)
                        .text("keyFile", key)
                        .text("caFile", authority)
                        .build());
    }

    private void warnSurplus(List<String> addresses, List<Mapping> targets) {
        if (addresses.size() > 1 && targets.size() > addresses.size()) {
            context.warn(
                    "%d targets for %d services: the last %d are left out"
                            .formatted(
                                    targets.size(),
                                    addresses.size(),
                                    targets.size() - addresses.size()));
        }
    }

    private static List<Mapping> targetsOf(int index, int services, List<Mapping> targets) {
        if (services == 1 || targets.size() == 1) {
            return targets;
        }
        return index < targets.size() ? List.of(targets.get(index)) : List.of();
    }

    private Mapping service(
            FreeNames names,
            Components components,
            String address,
            List<Mapping> targets,
            Parts parts) {
        Parameters handlerParameters = scoped("handler.");
        var handler = new MappingBuilder(location).text("type", parts.handler);
        handler.number("retries", handlerParameters.positive("retries"));
        if (handlerParameters.positive("retries") > 0) {
            handlerParameters.remove("retries");
        }
        var service = new MappingBuilder(location);
        service.text("name", names.next("services", "service")).text("addr", address);
        for (Components.Component component : Components.OF_SERVICES) {
            components
                    .create(component, handlerParameters, location)
                    .ifPresent(name -> service.text(component.key(), name));
        }
        var listener = new MappingBuilder(location).text("type", parts.scheme.transport());
        boolean remote = parts.scheme.usesTransport("rtcp", "rudp", "runix");
        parts.chain.ifPresent(chain -> (remote ? listener : handler).text("chain", chain));
        boolean ssh = parts.scheme.usesTransport("ssh", "sshd");
        parts.auth.ifPresent(auth -> (ssh ? listener : handler).put("auth", auth));
        parts.tls.ifPresent(tls -> listener.put("tls", tls));
        handler.object("metadata", metadata(handlerParameters, Mapping.empty(location)));
        listener.object("metadata", metadata(scoped("listener."), Mapping.empty(location)));
        service.put("handler", handler.build()).put("listener", listener.build());
        if (!targets.isEmpty()) {
            service.put("forwarder", forwarder(targets, parts.selector));
        }
        return service.object("metadata", metadata(scoped("service."), parts.serviceOnly)).build();
    }

    private Mapping forwarder(List<Mapping> targets, Optional<Mapping> selector) {
        var forwarder = new MappingBuilder(location);
        selector.ifPresent(value -> forwarder.put("selector", value));
        return forwarder.list("nodes", targets).build();
    }

    private Parameters scoped(String scope) {
        return url.parameters()
                .scoped(scope, SCOPES.stream().filter(other -> !other.equals(scope)).toList());
    }

    /** The parameter {@code dns} is a list. */
    private Mapping metadata(Parameters parameters, Mapping typed) {
        String servers = parameters.text("dns");
        Mapping all = servers.isEmpty() ? typed : typed.with("dns", texts(servers));
        return SharedParameters.metadata(parameters, all);
    }

    private Sequence texts(String commaSeparated) {
        return new Sequence(
                location,
                Stream.of(commaSeparated.split(",", -1))
                        .<Node>map(text -> Scalar.text(location, text))
                        .toList());
    }
}
