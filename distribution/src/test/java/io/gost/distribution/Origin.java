package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web server with one page. */
final class Origin implements AutoCloseable {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String PASSWORD = "changeit";

    private final HttpServer server;

    private Origin(HttpServer server, String page) {
        this.server = server;
        byte[] body = page.getBytes(ISO_8859_1);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    static Origin http(String page) throws IOException {
        return new Origin(HttpServer.create(ANY_PORT, 0), page);
    }

    /**
     * With a fresh certificate for 127.0.0.1, which it leaves in the directory as {@code
     * origin.pem}.
     */
    static Origin https(String page, Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve("origin.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Command command =
                Command.of(
                        keytool,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "origin");
        Command.Result made =
                command.with(
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=origin",
                                "-ext",
                                "san=ip:127.0.0.1")
                        .run();
        assertThat(made.status()).as(made.err()).isZero();
        Command.Result exported =
                command.with(
                                "-exportcert",
                                "-rfc",
                                "-file",
                                directory.resolve("origin.pem").toString())
                        .run();
        assertThat(exported.status()).as(exported.err()).isZero();

        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Origin(server, page);
    }

    String hostAndPort() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
