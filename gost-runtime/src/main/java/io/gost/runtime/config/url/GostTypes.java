package io.gost.runtime.config.url;

import java.util.Set;

/** The type names of GOST 3.3. */
public final class GostTypes implements KnownTypes {
    private static final Set<String> HANDLERS =
            words(
                    """
                    api auto dns file forward http http2 http3 masque metrics red redir redirect redu
                    relay router rtcp rudp runix serial sni socks socks4 socks4a socks5 ss sshd ssu tap
                    tcp tun tungo tunnel udp unix
                    """);
    private static final Set<String> LISTENERS =
            words(
                    """
                    dns dtls ftcp grpc h2 h2c h3 http2 http3 icmp icmp6 kcp mtcp mtls mws mwss ohttp
                    otls pht phts quic red redir redirect redu rtcp rudp runix serial ssh sshd stdio tap
                    tcp tls tun tungo udp unix ws wss wt
                    """);
    private static final Set<String> CONNECTORS =
            words(
                    """
                    direct forward http http2 masque relay router serial sni socks socks4 socks4a socks5
                    ss sshd ssu tcp tunnel unix virtual
                    """);
    private static final Set<String> DIALERS =
            words(
                    """
                    direct dtls ftcp grpc h2 h2c h3 h3-masque http2 http3 icmp icmp6 kcp mtcp mtls mws
                    mwss ohttp ohttps otls pht phts quic serial ssh sshd tcp tls udp unix utls virtual
                    ws wss wt
                    """);

    /** Creates the table. */
    public GostTypes() {}

    @Override
    public Set<String> names(Kind kind) {
        return switch (kind) {
            case HANDLER -> HANDLERS;
            case LISTENER -> LISTENERS;
            case CONNECTOR -> CONNECTORS;
            case DIALER -> DIALERS;
        };
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
