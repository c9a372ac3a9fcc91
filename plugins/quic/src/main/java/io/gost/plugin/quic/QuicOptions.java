package io.gost.plugin.quic;

import io.gost.spi.Options;
import io.gost.spi.Secret;

import java.time.Duration;

/**
 * The keys of listener and dialer.
 *
 * @param keepAlive whether a silent connection is kept from timing out
 * @param ttl silence after which a sign of life is sent
 * @param handshakeTimeout silence that ends a handshake; all of it may take twice as long
 * @param maxIdleTimeout silence that ends a connection
 * @param maxStreams how many streams a client may have open on one connection
 * @param datagrams whether QUIC datagrams are announced even without keep-alive
 * @param cipherKey hides the datagrams; empty for none
 */
record QuicOptions(
        boolean keepAlive,
        Duration ttl,
        Duration handshakeTimeout,
        Duration maxIdleTimeout,
        int maxStreams,
        boolean datagrams,
        Secret cipherKey) {
    private static final int STREAMS = 1_000;
    private static final int MOST_STREAMS = 10_000;
    private static final int BACKLOG = 128;
    private static final Duration LEAST = Duration.ofMillis(1);

    static QuicOptions ofListener(Options options) {
        options.integer("backlog")
                .help("no effect: no stream waits to be accepted")
                .orElseIfZero(BACKLOG);
        return of(options, "streams that a client may have open at a time on one connection");
    }

    static QuicOptions ofDialer(Options options) {
        return of(options, "no effect: servers open no streams");
    }

    private static QuicOptions of(Options options, String maxStreams) {
        return new QuicOptions(
                options.bool("keepAlive")
                        .help("keep a silent connection from timing out")
                        .orElse(true),
                options.duration("ttl")
                        .help("with keepAlive: silence after which a sign of life is sent")
                        .atLeast(LEAST)
                        .orElseIfZero(Duration.ofSeconds(10)),
                options.duration("handshakeTimeout")
                        .help("silence that ends a handshake; all of it may take twice as long")
                        .atLeast(LEAST)
                        .orElseIfZero(Duration.ofSeconds(5)),
                options.duration("maxIdleTimeout")
                        .help("silence that ends a connection; the smaller one of both sides")
                        .atLeast(LEAST)
                        .orElseIfZero(Duration.ofSeconds(90)),
                streams(options, maxStreams),
                options.bool("quic.enableDatagram", "enableDatagram")
                        .help(
                                "announce QUIC datagrams even without keepAlive; nothing is sent in"
                                        + " them")
                        .orElse(false),
                options.secret("cipherKey")
                        .help("hides that datagrams are QUIC, with AES-GCM; the same on both sides")
                        .check(
                                key -> key.isEmpty() || DatagramCipher.isKey(key),
                                "of 16, 24 or 32 bytes")
                        .orElse(Secret.EMPTY));
    }

    /** Negative means none, as in GOST. */
    private static int streams(Options options, String help) {
        int streams =
                options.integer("maxStreams")
                        .help(help)
                        .check(count -> count <= MOST_STREAMS, "of at most " + MOST_STREAMS)
                        .orElseIfZero(STREAMS);
        return Math.max(0, streams);
    }

    /** Whether a connection's codec is the same with these. */
    boolean isOnTheWireAs(QuicOptions other) {
        return maxIdleTimeout.equals(other.maxIdleTimeout)
                && maxStreams == other.maxStreams
                && announcesDatagrams() == other.announcesDatagrams()
                && cipherKey.equals(other.cipherKey);
    }

    /** Whether signs of life can be sent in QUIC datagrams, or somebody asked for them. */
    boolean announcesDatagrams() {
        return keepAlive || datagrams;
    }
}
