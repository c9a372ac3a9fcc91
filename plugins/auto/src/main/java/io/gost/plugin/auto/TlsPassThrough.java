package io.gost.plugin.auto;

import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Session;
import io.gost.spi.Target;

import java.time.Duration;

/** Relays a TLS client, without decrypting anything, to the host its ClientHello names. */
final class TlsPassThrough implements Handler {
    private static final int HTTPS_PORT = 443;

    @Override
    public void handle(Session session) {
        session.record().put("proto", "tls");
        new ServerNamePhase()
                .run(session.channel())
                .thenCompose(name -> session.connect(Target.tcp(name, HTTPS_PORT)))
                .thenAccept(upstream -> session.relay(upstream, Duration.ZERO))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                session.end(GostException.of(failure));
                            }
                        });
    }
}
