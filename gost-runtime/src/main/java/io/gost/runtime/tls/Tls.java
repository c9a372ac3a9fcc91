package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.net.ssl.X509ExtendedTrustManager;

/** Makes both sides of TLS from {@code tls:} blocks. */
public final class Tls {
    private static final Duration YEAR = Duration.ofDays(365);

    private volatile Top top;
    // Asked for at the first use: finding BoringSSL loads its library, and a start without TLS need
    // not wait for that.
    private final Supplier<TlsEngine> engine;
    private final Path workingDirectory;
    private final Path kept;
    private final Logger logger;

    /** The top-level block, and how often there was another one. */
    private record Top(@Nullable TlsConfig block, int edition) {}

    /**
     * Prepares.
     *
     * @param top the top-level block: the certificate of servers that have none of their own
     * @param workingDirectory where {@code cert.pem} and {@code key.pem} are looked for
     * @param home the user's home, where {@code .gost} keeps a generated certificate
     * @param logger told of files that cannot be used
     */
    public Tls(@Nullable TlsConfig top, Path workingDirectory, Path home, Logger logger) {
        this(top, TlsEngine::best, workingDirectory, home.resolve(".gost"), logger);
    }

    Tls(
            @Nullable TlsConfig top,
            TlsEngine engine,
            Path workingDirectory,
            Path kept,
            Logger logger) {
        this(top, () -> engine, workingDirectory, kept, logger);
    }

    private Tls(
            @Nullable TlsConfig top,
            Supplier<TlsEngine> engine,
            Path workingDirectory,
            Path kept,
            Logger logger) {
        this.top = new Top(top, 0);
        this.engine = engine;
        this.workingDirectory = workingDirectory;
        this.kept = kept;
        this.logger = logger;
    }

    /**
     * Takes another top-level block: handshakes to come use it, whoever was made with the one
     * before included.
     *
     * @param block the block, or {@code null}
     */
    public void follow(@Nullable TlsConfig block) {
        Top before = top;
        if (!Objects.equals(before.block(), block)) {
            top = new Top(block, before.edition() + 1);
        }
    }

    /**
     * Reads the files of the top-level block, so that what is wrong with them shows at once.
     *
     * @throws GostException with {@code CONFIG}, the key and the reason
     */
    public void checkDefault() {
        TlsConfig block = top.block();
        if (block != null && hasFiles(block)) {
            defaultServer(null);
        }
    }

    /**
     * The server's side.
     *
     * @param block the block, or {@code null} for the default certificate
     * @return the side; a block's files have been read
     * @throws GostException with {@code CONFIG}, the key and the reason
     */
    public TlsServer server(@Nullable TlsConfig block) {
        Supplier<TlsState> loader =
                () -> block != null && hasIdentity(block) ? ownState(block) : defaultServer(block);
        CurrentTls current = current(loader, TlsRules.of(block), () -> top.edition());
        if (block != null) {
            current.get();
        }
        return new ServerTls(current);
    }

    /**
     * The client's side.
     *
     * @param block the block, or {@code null}
     * @param node the node's address as configured, whose host is asked for when neither the block
     *     nor the caller names the server
     * @return the side; a block's files have been read
     * @throws GostException with {@code CONFIG}, the key and the reason
     */
    public TlsClient client(@Nullable TlsConfig block, String node) {
        TlsRules rules = TlsRules.of(block);
        CurrentTls current = current(() -> clientState(block, rules), rules, () -> 0);
        if (block != null && (hasFiles(block) || block.options() != null)) {
            current.get();
        }
        return new ClientTls(current, host(node), block != null && block.secure());
    }

    private CurrentTls current(Supplier<TlsState> loader, TlsRules rules, IntSupplier edition) {
        return new CurrentTls(
                loader, rules, edition, logger, System::nanoTime, InstantSource.system());
    }

    /** The state of a server's block that names a certificate. */
    TlsState ownState(TlsConfig block) {
        TlsRules rules = TlsRules.of(block);
        List<Path> files = new ArrayList<>();
        Identity identity = identity(block, files);
        return serverState(block, rules, identity, authorities(block, files), files);
    }

    private TlsState defaultServer(@Nullable TlsConfig block) {
        List<Path> files = new ArrayList<>();
        TlsConfig common = top.block();
        Identity identity;
        if (common != null && hasIdentity(common)) {
            identity = identity(common, files);
        } else {
            DefaultIdentity kind =
                    new DefaultIdentity(
                            workingDirectory,
                            kept,
                            selfSigned(common),
                            InstantSource.system(),
                            logger);
            files.addAll(kind.files());
            identity = kind.load();
        }
        TlsConfig authorities = block != null && !block.caFile().isEmpty() ? block : common;
        X509ExtendedTrustManager clients =
                authorities == null ? null : authorities(authorities, files);
        return serverState(block, TlsRules.of(block), identity, clients, files);
    }

    private TlsState serverState(
            @Nullable TlsConfig block,
            TlsRules rules,
            Identity identity,
            @Nullable X509ExtendedTrustManager clients,
            List<Path> files) {
        TlsMaterial material =
                new TlsMaterial(
                        identity.key(),
                        identity.chain(),
                        clients == null ? Trust.anybody() : clients,
                        clients != null,
                        false,
                        "",
                        rules.applicationProtocols(),
                        block != null && block.rejectUnknownSni(),
                        block == null ? Set.of() : names(block));
        return TlsState.server(engine.get(), rules, material, files);
    }

    private TlsState clientState(@Nullable TlsConfig block, TlsRules rules) {
        List<Path> files = new ArrayList<>();
        Identity identity = block != null && hasIdentity(block) ? identity(block, files) : null;
        X509ExtendedTrustManager authorities = block == null ? null : authorities(block, files);
        boolean secure = block != null && block.secure();
        if (authorities == null) {
            authorities = secure ? Trust.system() : Trust.anybody();
        }
        TlsMaterial material =
                new TlsMaterial(
                        identity == null ? null : identity.key(),
                        identity == null ? List.of() : identity.chain(),
                        authorities,
                        false,
                        secure,
                        block == null ? "" : block.serverName(),
                        rules.applicationProtocols(),
                        false,
                        Set.of());
        return TlsState.client(engine.get(), rules, material, files);
    }

    private static SelfSigned selfSigned(@Nullable TlsConfig top) {
        String name = top == null || top.commonName().isEmpty() ? "gost.run" : top.commonName();
        String organization =
                top == null || top.organization().isEmpty() ? "GOST" : top.organization();
        Duration validity = top == null || !top.validity().isPositive() ? YEAR : top.validity();
        return new SelfSigned(name, organization, validity);
    }

    private static Identity identity(TlsConfig block, List<Path> files) {
        if (block.certFile().isEmpty()) {
            throw new GostException(
                    Category.CONFIG, "keyFile has no certFile; give both or neither");
        }
        if (block.keyFile().isEmpty()) {
            throw new GostException(
                    Category.CONFIG, "certFile has no keyFile; give both or neither");
        }
        Path cert = Path.of(block.certFile());
        Path key = Path.of(block.keyFile());
        files.add(cert);
        files.add(key);
        return Identity.read(cert, key);
    }

    private static @Nullable X509ExtendedTrustManager authorities(
            TlsConfig block, List<Path> files) {
        if (block.caFile().isEmpty()) {
            return null;
        }
        Path file = Path.of(block.caFile());
        files.add(file);
        return Trust.authorities(file);
    }

    private static String host(String address) {
        try {
            return Target.parse(Network.TCP, address).host();
        } catch (GostException e) {
            // A path, or nothing at all.
            return "";
        }
    }

    private static Set<String> names(TlsConfig block) {
        return block.serverNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasIdentity(TlsConfig block) {
        return !block.certFile().isEmpty() || !block.keyFile().isEmpty();
    }

    private static boolean hasFiles(TlsConfig block) {
        return hasIdentity(block) || !block.caFile().isEmpty();
    }
}
