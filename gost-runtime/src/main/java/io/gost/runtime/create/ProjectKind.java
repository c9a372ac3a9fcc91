package io.gost.runtime.create;

import io.gost.runtime.plugin.ExtensionKind;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a new plugin provides, and the templates it is made of. */
public enum ProjectKind {
    /** Speaks a protocol with clients. */
    HANDLER(
            List.of(ExtensionKind.HANDLER),
            "@gost@ -L sample://127.0.0.1:8080",
            "printf 'example.org:80\\nGET / HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 8080",
            "handler/SampleHandler.java",
            "handler/SampleHandlerProvider.java",
            "handler/SampleHandlerTest.java",
            "handler/SampleOptions.java"),
    /** Accepts connections. */
    LISTENER(
            List.of(ExtensionKind.LISTENER),
            "@gost@ -L http+sample://127.0.0.1:8080",
            "printf 'sample \\nGET http://example.org/ HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 8080",
            "line/SampleLine.java",
            "listener/SampleListenerProvider.java",
            "listener/SampleListenerTest.java",
            "listener/SampleTransport.java",
            "sockets/SampleOptions.java"),
    /** Opens connections to nodes. */
    DIALER(
            List.of(ExtensionKind.DIALER),
            "@gost@ -L http://127.0.0.1:8080 -F http+sample://NODE:8443",
            ProjectKind.CURL,
            "dialer/SampleDialerProvider.java",
            "dialer/SampleDialerTest.java",
            "dialer/SampleTransport.java",
            "line/SampleLine.java",
            "sockets/SampleOptions.java"),
    /** Asks nodes for targets. */
    CONNECTOR(
            List.of(ExtensionKind.CONNECTOR),
            "@gost@ -L http://127.0.0.1:8080 -F sample://NODE:8443",
            ProjectKind.CURL,
            "connector/SampleConnector.java",
            "connector/SampleConnectorProvider.java",
            "connector/SampleConnectorTest.java",
            "connector/SampleOptions.java",
            "line/SampleLine.java"),
    /** Picks one of several candidates. */
    STRATEGY(
            List.of(ExtensionKind.STRATEGY),
            "@gost@ -L 'tcp://127.0.0.1:8080/example.org:80,example.com:80?strategy=sample'",
            "curl -H 'Host: example.org' http://127.0.0.1:8080/",
            "strategy/SampleOptions.java",
            "strategy/SampleStrategy.java",
            "strategy/SampleStrategyProvider.java",
            "strategy/SampleStrategyTest.java"),
    /** Both halves of a transport. */
    TRANSPORT(
            List.of(ExtensionKind.LISTENER, ExtensionKind.DIALER),
            "@gost@ -L http+sample://127.0.0.1:8443 -- -L http://127.0.0.1:8080 -F"
                    + " http+sample://127.0.0.1:8443",
            ProjectKind.CURL,
            "dialer/SampleDialerProvider.java",
            "line/SampleLine.java",
            "listener/SampleListenerProvider.java",
            "sockets/SampleOptions.java",
            "transport/SampleTransport.java",
            "transport/SampleTransportTest.java");

    /** Asks a proxy for a page. */
    private static final String CURL = "curl -x http://127.0.0.1:8080 http://example.org/";

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<ExtensionKind> provided;

    private final String server;
    private final String client;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> sources;

    ProjectKind(List<ExtensionKind> provided, String server, String client, String... sources) {
        this.provided = provided;
        this.server = server;
        this.client = client;
        this.sources = List.of(sources);
    }

    /**
     * What the plugin registers.
     *
     * @return one or two kinds
     */
    public List<ExtensionKind> provided() {
        return provided;
    }

    /** How a gost with the plugin is started; names as in the templates. */
    String server() {
        return server;
    }

    /** How that gost is tried out; names as in the templates. */
    String client() {
        return client;
    }

    /** The templates of a project, in the order of their names. */
    List<String> templates() {
        return Stream.concat(
                        Stream.of(
                                "project/LICENSE",
                                "project/gitignore",
                                "project/pom.xml",
                                this + "/README.md",
                                this + "/module-info.java",
                                this + "/package-info.java"),
                        sources.stream())
                .toList();
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
