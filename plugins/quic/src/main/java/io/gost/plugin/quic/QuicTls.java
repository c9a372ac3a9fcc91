package io.gost.plugin.quic;

import io.gost.spi.DialerContext;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.ListenerContext;
import io.gost.spi.PluginContext;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;
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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The TLS inside QUIC, which is the codec's own: contexts made from what a {@code tls:} block comes
 * to, made anew when its files have changed. Connections keep the context they began with.
 *
 * <p>Called from any thread.
 */
final class QuicTls {
    private static final String[] PROTOCOLS = {"h3", "quic/v1"};

    /** The only version in QUIC (RFC 9001 §4.2). */
    private static final String VERSION = "TLSv1.3";

    private final PluginContext context;
    private final Supplier<TlsMaterial> material;
    private final Function<TlsMaterial, QuicSslContext> maker;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Current current;

    private record Current(TlsMaterial material, QuicSslContext context) {}

    private QuicTls(
            PluginContext context,
            Supplier<TlsMaterial> material,
            Function<TlsMaterial, QuicSslContext> maker) {
        this.context = context;
        this.material = material;
        this.maker = maker;
    }

    /**
     * A listener's.
     *
     * @throws GostException with {@code CONFIG} when its block forbids TLS 1.3
     */
    static QuicTls ofServer(ListenerContext context) {
        TlsServer tls = context.tls();
        check(tls.versions(), tls.cipherSuites(), context);
        return new QuicTls(context, tls::material, QuicTls::server);
    }

    /** A dialer's; as {@link #ofServer}. */
    static QuicTls ofClient(DialerContext context) {
        TlsClient tls = context.tls();
        check(tls.versions(), tls.cipherSuites(), context);
        return new QuicTls(context, tls::material, QuicTls::client);
    }

    private static void check(List<String> versions, List<String> suites, PluginContext context) {
        if (!versions.contains(VERSION)) {
            throw new GostException(
                    Category.CONFIG,
                    "tls.options.maxVersion is below VersionTLS13, and QUIC knows no other");
        }
        if (!suites.isEmpty()) {
            context.logger()
                    .warn(
                            "tls.options.cipherSuites has no effect: QUIC is TLS 1.3, whose suites"
                                    + " cannot be chosen");
        }
    }

    /**
     * Loads the library, reads files and makes the context of what they say now. Blocks; the
     * engines that follow do not.
     *
     * @return nothing of interest
     */
    boolean prepare() {
        NativeLibrary.load();
        refresh();
        return true;
    }

    /** For a handshake that begins; has the files looked at for those to come. */
    QuicSslEngine serverEngine(ByteBufAllocator allocator) {
        lookAgain();
        return current().context.newEngine(allocator);
    }

    QuicSslEngine clientEngine(ByteBufAllocator allocator, Target node) {
        Current now = current();
        String name = now.material.serverName();
        return now.context.newEngine(allocator, name.isEmpty() ? node.host() : name, node.port());
    }

    private Current current() {
        return Objects.requireNonNull(current, "prepared");
    }

    private void lookAgain() {
        if (looking.compareAndSet(false, true)) {
            context.blocking(Executors.callable(this::refresh))
                    .whenComplete(
                            (_, failure) -> {
                                looking.set(false);
                                if (failure != null) {
                                    context.logger()
                                            .error(
                                                    "quic: the previous certificate stays in use:"
                                                            + " {}",
                                                    GostException.of(failure).getMessage());
                                }
                            });
        }
    }

    private synchronized void refresh() {
        TlsMaterial wanted = material.get();
        Current now = current;
        if (now == null || !now.material.equals(wanted)) {
            current = new Current(wanted, maker.apply(wanted));
        }
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
