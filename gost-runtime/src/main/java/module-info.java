/** The runtime: configuration, plugin loading, services, routing, command line. */
@org.jspecify.annotations.NullMarked
module io.gost.runtime {
    requires info.picocli;
    requires io.gost.spi;
    requires io.netty.codec.http; // Web API, metrics, profiling; shared with plugins
    requires io.netty.handler;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.tcnative.classes.openssl; // Netty asks for it by name only
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires java.management;
    requires java.net.http;
    requires jdk.jfr; // profiles
    requires jdk.management; // thread dumps and heap histograms, found as a service
    requires jdk.net;
    requires jdk.unsupported; // sun.misc.Signal
    requires static org.apache.commons.compress; // container images; trimmed images do without
    requires org.apache.logging.log4j;
    requires org.apache.logging.log4j.core;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    uses io.gost.spi.ConnectorProvider;
    uses io.gost.spi.DialerProvider;
    uses io.gost.spi.HandlerProvider;
    uses io.gost.spi.ListenerProvider;
    uses io.gost.spi.MultiplexerProvider;
    uses io.gost.spi.SelectionStrategyProvider;

    provides org.slf4j.spi.SLF4JServiceProvider with
            io.gost.runtime.log.FieldLoggerProvider;

    opens io.gost.runtime.cli to
            info.picocli; // commands
}
