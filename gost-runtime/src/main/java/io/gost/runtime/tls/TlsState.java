package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsMaterial;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLException;

/**
 * What a {@code tls:} block comes to while its files stay as they are. A context that nobody can
 * reach any more gives its native memory back by itself: connections hold on to theirs.
 */
final class TlsState {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Netty's 20,480 would hold tens of megabytes that a client uses once each, if ever. */
    private static final int CACHED_SESSIONS = 512;

    private final TlsEngine engine;
    private final TlsRules rules;
    private final TlsMaterial material;
    private final boolean client;
    private final List<Path> files;
    private final Map<List<String>, SslContext> contexts;
    private final Resumption resumption = new Resumption(System::nanoTime);

    private TlsState(
            TlsEngine engine,
            TlsRules rules,
            TlsMaterial material,
            boolean client,
            List<Path> files) {
        this.engine = engine;
        this.rules = rules;
        this.material = material;
        this.client = client;
        this.files = List.copyOf(files);
        Map<List<String>, SslContext> made = new ConcurrentHashMap<>();
        this.contexts = made;
        CLEANER.register(this, () -> made.values().forEach(ReferenceCountUtil::release));
    }

    /**
     * A server's state.
     *
     * @param files what it was read from
     * @throws GostException with {@code CONFIG} when the rules leave nothing
     */
    static TlsState server(
            TlsEngine engine, TlsRules rules, TlsMaterial material, List<Path> files) {
        return new TlsState(engine, rules, material, false, files).proven();
    }

    /** A client's state; as {@link #server}. */
    static TlsState client(
            TlsEngine engine, TlsRules rules, TlsMaterial material, List<Path> files) {
        return new TlsState(engine, rules, material, true, files).proven();
    }

    /** Makes the context that connections will most likely need, so that mistakes show early. */
    private TlsState proven() {
        context(rules.applicationProtocols());
        return this;
    }

    /** What a client makes of its sessions. */
    Resumption resumption() {
        return resumption;
    }

    TlsMaterial material() {
        return material;
    }

    List<Path> files() {
        return files;
    }

    /**
     * The block's ALPN list and, behind it, what the transport needs and the block does not say.
     */
    List<String> applicationProtocols(List<String> needed) {
        List<String> own = rules.applicationProtocols();
        if (needed.isEmpty() || own.containsAll(needed)) {
            return own;
        }
        List<String> all = new ArrayList<>(own);
        needed.stream().filter(protocol -> !own.contains(protocol)).forEach(all::add);
        return List.copyOf(all);
    }

    /** A server's handler. */
    SslHandler handler(ByteBufAllocator allocator, List<String> applicationProtocols) {
        try {
            return context(applicationProtocols).newHandler(allocator);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A client's handler; host and port are the key of sessions to resume. */
    SslHandler handler(
            ByteBufAllocator allocator, List<String> applicationProtocols, String host, int port) {
        try {
            return context(applicationProtocols).newHandler(allocator, host, port);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private SslContext context(List<String> applicationProtocols) {
        return contexts.computeIfAbsent(applicationProtocols, this::build);
    }

    private SslContext build(List<String> applicationProtocols) {
        try {
            SslContextBuilder builder =
                    (client ? clientBuilder() : serverBuilder())
                            .sslProvider(engine.provider())
                            .protocols(rules.versions())
                            .sessionCacheSize(CACHED_SESSIONS)
                            .trustManager(material.trust());
            if (engine == TlsEngine.BORINGSSL) {
                // They would be run at once, where they come up, after a round through the engine.
                builder.option(OpenSslContextOption.USE_TASKS, false);
            }
            if (!rules.cipherSuites().isEmpty()) {
                builder.ciphers(rules.cipherSuites(), SupportedCipherSuiteFilter.INSTANCE);
            }
            if (!applicationProtocols.isEmpty()) {
                builder.applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                Protocol.ALPN,
                                SelectorFailureBehavior.NO_ADVERTISE,
                                SelectedListenerFailureBehavior.ACCEPT,
                                applicationProtocols));
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new GostException(Category.CONFIG, "TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private SslContextBuilder serverBuilder() {
        return SslContextBuilder.forServer(key(material.key()), material.chain())
                .clientAuth(material.clientAuth() ? ClientAuth.REQUIRE : ClientAuth.NONE);
    }

    private SslContextBuilder clientBuilder() {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .endpointIdentificationAlgorithm(material.verifiesName() ? "HTTPS" : null);
        PrivateKey key = material.key();
        return key == null ? builder : builder.keyManager(key, material.chain());
    }

    private static PrivateKey key(@Nullable PrivateKey key) {
        if (key == null) {
            throw new GostException(Category.CONFIG, "a server has no key");
        }
        return key;
    }
}
