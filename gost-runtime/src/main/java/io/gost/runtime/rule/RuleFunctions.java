package io.gost.runtime.rule;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The functions of the rule language. Their arguments are judged when the rule is read. */
final class RuleFunctions {
    private record Definition(
            List<Integer> counts,
            BiFunction<RuleFunctions, List<String>, Predicate<Subject>> make) {}

    private static final Map<String, Definition> DEFINITIONS =
            Map.ofEntries(
                    row("ClientIP", (_, args) -> clientIp(args.getFirst()), 1),
                    row("Network", (_, args) -> network(args.getFirst()), 1),
                    row("Proto", (_, args) -> protocol(args.getFirst()), 1),
                    row("Host", (_, args) -> host(args.getFirst()), 1),
                    row("HostRegexp", (_, args) -> hostRegexp(args.getFirst()), 1),
                    row("Method", (_, args) -> method(args.getFirst()), 1),
                    row("Path", (_, args) -> path(args.getFirst()), 1),
                    row("PathPrefix", (_, args) -> pathPrefix(args.getFirst()), 1),
                    row("PathRegexp", (_, args) -> text(args.getFirst(), Subject::path), 1),
                    row("Header", (_, args) -> values(args, Subject::header), 1, 2, 3),
                    row("HeaderRegexp", (_, args) -> patterns(args, Subject::header), 1, 2),
                    row("Query", (_, args) -> values(args, Subject::query), 1, 2, 3),
                    row("QueryRegexp", (_, args) -> patterns(args, Subject::query), 1, 2),
                    row("BodyRegexp", (_, args) -> bodyRegexp(args.getFirst()), 1),
                    row("BodyJSON", (_, args) -> bodyJson(args), 2, 3),
                    row("Bypass", (self, args) -> self.bypass(args.getFirst()), 1),
                    row("Admission", (_, args) -> admission(args.getFirst()), 1));

    private final NamedChecks names;

    RuleFunctions(NamedChecks names) {
        this.names = names;
    }

    /** Whether a function looks at a request's body. */
    static boolean readsBody(String name) {
        return name.regionMatches(true, 0, "Body", 0, 4);
    }

    Predicate<Subject> condition(String name, List<String> arguments) {
        Definition definition =
                DEFINITIONS.entrySet().stream()
                        .filter(entry -> isSpelling(name, entry.getKey()))
                        .findAny()
                        .orElseThrow(
                                () ->
                                        new RuleSyntaxException(
                                                "has no function \""
                                                        + name
                                                        + "\"; there are "
                                                        + String.join(
                                                                ", ",
                                                                DEFINITIONS.keySet().stream()
                                                                        .sorted()
                                                                        .toList())))
                        .getValue();
        if (!definition.counts().contains(arguments.size())) {
            throw new RuleSyntaxException(
                    "gives %s %d arguments, %s are wanted"
                            .formatted(name, arguments.size(), definition.counts()));
        }
        if (arguments.contains("")) {
            throw new RuleSyntaxException("gives " + name + " an empty argument");
        }
        return definition.make().apply(this, arguments);
    }

    private static boolean isSpelling(String seen, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return seen.equals(name)
                || seen.equals(lower)
                || seen.equals(name.toUpperCase(Locale.ROOT))
                || seen.equals(name.charAt(0) + lower.substring(1));
    }

    private static Predicate<Subject> clientIp(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
            int bits = address instanceof Inet6Address ? 128 : 32;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            IpSubnetFilterRule subnet =
                    new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
            return subject -> {
                InetAddress client = subject.clientIp();
                return client != null && subnet.matches(new InetSocketAddress(client, 0));
            };
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new RuleSyntaxException(
                    "gives ClientIP \"" + text + "\", an IP address or a CIDR is wanted");
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            throw new IllegalArgumentException(text);
        }
        return InetAddress.getByAddress(bytes);
    }

    private static Predicate<Subject> network(String text) {
        String prefix = text.toLowerCase(Locale.ROOT);
        return subject -> subject.network().startsWith(prefix);
    }

    private static Predicate<Subject> protocol(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return subject -> subject.protocol().equals(wanted);
    }

    private static Predicate<Subject> host(String text) {
        requireAscii("Host", text);
        String pattern = text.strip().toLowerCase(Locale.ROOT);
        if (pattern.isEmpty()) {
            throw new RuleSyntaxException("gives Host nothing but blanks");
        }
        String wanted = pattern;
        if (pattern.startsWith("*")) {
            wanted = pattern.substring(1);
            if (!wanted.startsWith(".")) {
                wanted = "." + wanted;
            }
        }
        String name = wanted;
        boolean suffix = wanted.startsWith(".");
        return subject -> {
            String host = HostText.name(subject.host());
            return !host.isEmpty() && (host.equals(name) || (suffix && host.endsWith(name)));
        };
    }

    private static Predicate<Subject> hostRegexp(String text) {
        requireAscii("HostRegexp", text);
        Regex regex = Regex.compile(text);
        return subject -> regex.find(HostText.name(subject.host()));
    }

    private static void requireAscii(String function, String text) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new RuleSyntaxException(
                    "gives " + function + " \"" + text + "\", ASCII is wanted (xn--… for others)");
        }
    }

    private static Predicate<Subject> method(String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return subject -> subject.method().equals(wanted);
    }

    private static Predicate<Subject> path(String text) {
        requireSlash("Path", text);
        return subject -> subject.path().equals(text);
    }

    private static Predicate<Subject> pathPrefix(String text) {
        requireSlash("PathPrefix", text);
        return subject -> subject.path().startsWith(text);
    }

    private static void requireSlash(String function, String text) {
        if (!text.startsWith("/")) {
            throw new RuleSyntaxException(
                    "gives " + function + " \"" + text + "\", a path that begins with / is wanted");
        }
    }

    private static Predicate<Subject> text(String pattern, Function<Subject, String> part) {
        Regex regex = Regex.compile(pattern);
        return subject -> regex.find(part.apply(subject));
    }

    private static Predicate<Subject> values(
            List<String> arguments, BiFunction<Subject, String, List<String>> part) {
        String name = arguments.getFirst();
        return switch (arguments.size()) {
            case 1 -> subject -> !part.apply(subject, name).isEmpty();
            case 2 -> {
                String wanted = arguments.get(1);
                yield subject -> part.apply(subject, name).contains(wanted);
            }
            default -> {
                Predicate<String> comparison = Comparison.of(arguments.get(1), arguments.get(2));
                yield subject -> part.apply(subject, name).stream().anyMatch(comparison);
            }
        };
    }

    private static Predicate<Subject> patterns(
            List<String> arguments, BiFunction<Subject, String, List<String>> part) {
        if (arguments.size() == 1) {
            return values(arguments, part);
        }
        String name = arguments.getFirst();
        Regex regex = Regex.compile(arguments.get(1));
        return subject -> part.apply(subject, name).stream().anyMatch(regex::find);
    }

    private static Predicate<Subject> bodyRegexp(String pattern) {
        Regex regex = Regex.compile(pattern);
        return subject -> !subject.body().isEmpty() && regex.find(subject.body());
    }

    private static Predicate<Subject> bodyJson(List<String> arguments) {
        JsonPath path = JsonPath.parse(arguments.getFirst());
        Predicate<String> judge =
                arguments.size() == 2
                        ? Regex.compile(arguments.get(1))::find
                        : Comparison.of(arguments.get(1), arguments.get(2));
        return subject -> !subject.body().isEmpty() && judge.test(path.textIn(subject.body()));
    }

    private Predicate<Subject> bypass(String name) {
        return names.bypass(name)
                .orElseThrow(
                        () ->
                                new RuleSyntaxException(
                                        "names a bypass \"" + name + "\" that does not exist"))
                .negate();
    }

    private static Predicate<Subject> admission(String name) {
        throw new RuleSyntaxException(
                "asks admission \"" + name + "\"; admissions are not available in this version");
    }

    private static Map.Entry<String, Definition> row(
            String name,
            BiFunction<RuleFunctions, List<String>, Predicate<Subject>> make,
            Integer... counts) {
        return Map.entry(name, new Definition(new ArrayList<>(List.of(counts)), make));
    }
}
