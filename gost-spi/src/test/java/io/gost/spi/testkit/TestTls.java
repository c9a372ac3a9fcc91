package io.gost.spi.testkit;

import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Both sides of TLS in tests: the JDK's engine, a certificate for {@code localhost} that everybody
 * can know the key of, and a client that believes every certificate.
 */
public final class TestTls implements TlsServer, TlsClient {
    private static final String KEY =
            """
            MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCCeNmjgJErjh3O/aiAi
            xGqLYEyUUT/sOpNemoTdpLYPFg==
            """;

    private static final String CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBvjCCAWSgAwIBAgIRALkEN5e96CAQkoNdprWNH7kwCgYIKoZIzj0EAwIwIzEN
            MAsGA1UECgwER09TVDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAw
            MFoYDzIxMTkxMjA4MDAwMDAwWjAjMQ0wCwYDVQQKDARHT1NUMRIwEAYDVQQDDAls
            b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASg9obIZfvHKINecfom
            1YrGzqZ3FnfbzHWWCXHDO8h9DPTb1HLhAslgE0TeQXx5aMTyQhtI7kTvFKJWdK46
            WZOao3cwdTAOBgNVHQ8BAf8EBAMCAoQwHQYDVR0lBBYwFAYIKwYBBQUHAwIGCCsG
            AQUFBwMBMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFLuMy0qXz2pAE4PiK6p6
            BG2A01O1MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNIADBFAiA1
            bHsDPqp5SbbzZ4wImBN1wZjmyRm/gotx3UZmlQy4ngIhAKsvnviiZKAo9NR+6OHp
            CSkP5rzdqVhxUPHmgnqb5ucO
            -----END CERTIFICATE-----
            """;

    /** Reading the key costs more than a handshake, and TLS is the same in every test. */
    private static final Map<Side, SslContext> CONTEXTS = new ConcurrentHashMap<>();

    private record Side(boolean server, List<String> protocols) {}

    TestTls() {}

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public TlsMaterial material() {
        return new TlsMaterial(
                key(),
                List.of(certificate()),
                (X509ExtendedTrustManager)
                        InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0],
                false,
                false,
                "",
                List.of(),
                false,
                Set.of());
    }

    @Override
    public List<String> versions() {
        return List.of("TLSv1.2", "TLSv1.3");
    }

    @Override
    public List<String> cipherSuites() {
        return List.of();
    }

    @Override
    public CompletionStage<Channel> accept(Channel channel, List<String> protocols) {
        return handshake(channel, "TLS client", new Side(true, protocols));
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, Target peer, List<String> protocols) {
        return handshake(channel, "TLS server", new Side(false, protocols));
    }

    private static CompletionStage<Channel> handshake(Channel channel, String peer, Side side) {
        SslHandler ssl =
                CONTEXTS.computeIfAbsent(side, TestTls::context).newHandler(channel.alloc());
        TestTlsLayer layer = new TestTlsLayer(ssl, peer);
        Parking.takeOver(channel, ssl, layer);
        return layer.established();
    }

    private static SslContext context(Side side) {
        SslContextBuilder builder =
                side.server()
                        ? SslContextBuilder.forServer(key(), certificate())
                        : SslContextBuilder.forClient()
                                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                                .endpointIdentificationAlgorithm(null);
        if (!side.protocols().isEmpty()) {
            builder.applicationProtocolConfig(
                    new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            side.protocols()));
        }
        try {
            return builder.sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static PrivateKey key() {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(KEY)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
