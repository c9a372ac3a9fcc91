package io.gost.plugin.quic;

import io.gost.spi.Target;
import io.gost.spi.TlsMaterial;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.Mapping;

import org.jspecify.annotations.Nullable;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The TLS inside QUIC, which is the codec's own: contexts made from what a {@code tls:} block comes
 * to, made anew when its files have changed. Connections keep the context they began with.
 *
 * <p>Called from any thread. A race makes a context twice, which does no harm.
 */
final class QuicTls {
    private static final String[] PROTOCOLS = {"h3", "quic/v1"};

    private final Supplier<TlsMaterial> material;
    private final Function<TlsMaterial, QuicSslContext> maker;
    private volatile @Nullable Current current;

    private record Current(TlsMaterial material, QuicSslContext context) {}

    private QuicTls(Supplier<TlsMaterial> material, Function<TlsMaterial, QuicSslContext> maker) {
        this.material = material;
        this.maker = maker;
    }

    static QuicTls ofServer(Supplier<TlsMaterial> material) {
        return new QuicTls(material, QuicTls::server);
    }

    static QuicTls ofClient(Supplier<TlsMaterial> material) {
        return new QuicTls(material, QuicTls::client);
    }

    /**
     * Loads the library and reads files. Blocks; the engines that follow do not.
     *
     * @return nothing of interest
     */
    boolean prepare() {
        NativeLibrary.load();
        return current() != null;
    }

    QuicSslEngine serverEngine(ByteBufAllocator allocator) {
        return current().context.newEngine(allocator);
    }

    QuicSslEngine clientEngine(ByteBufAllocator allocator, Target node) {
        Current now = current();
        String name = now.material.serverName();
        return now.context.newEngine(allocator, name.isEmpty() ? node.host() : name, node.port());
    }

    private Current current() {
        TlsMaterial wanted = material.get();
        Current now = current;
        if (now == null || !Objects.equals(now.material, wanted)) {
            now = new Current(wanted, maker.apply(wanted));
            current = now;
        }
        return now;
    }

    private static QuicSslContext server(TlsMaterial material) {
        QuicSslContext context =
                QuicSslContextBuilder.forServer(
                                Objects.requireNonNull(material.key(), "a server has a key"),
                                null,
                                chain(material))
                        .trustManager(material.trust())
                        .clientAuth(material.clientAuth() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                        .applicationProtocols(protocols(material))
                        .build();
        if (!material.rejectsUnknownNames()) {
            return context;
        }
        // Without a context the codec ends the handshake.
        Mapping<@Nullable String, @Nullable QuicSslContext> byName =
                name -> material.refusal(name == null ? "" : name).isEmpty() ? context : null;
        return QuicSslContextBuilder.buildForServerWithSni(byName);
    }

    private static QuicSslContext client(TlsMaterial material) {
        QuicSslContextBuilder builder =
                QuicSslContextBuilder.forClient()
                        .trustManager(material.trust())
                        .endpointIdentificationAlgorithm(material.verifiesName() ? "HTTPS" : "")
                        .applicationProtocols(protocols(material));
        if (material.key() != null) {
            builder.keyManager(material.key(), null, chain(material));
        }
        return builder.build();
    }

    private static X509Certificate[] chain(TlsMaterial material) {
        return material.chain().toArray(X509Certificate[]::new);
    }

    private static String[] protocols(TlsMaterial material) {
        List<String> chosen = material.applicationProtocols();
        return chosen.isEmpty() ? PROTOCOLS.clone() : chosen.toArray(String[]::new);
    }
}
