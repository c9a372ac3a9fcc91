package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What clients and files say is read or refused, never a bug. With {@code JAZZER_FUZZ=1} looks for
 * inputs; otherwise replays the corpus.
 */
class TlsFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyClientHelloIsReadWithoutHarm(byte[] body) {
        ByteBuf in = Unpooled.wrappedBuffer(body);
        ClientHello.read(in);
        assertThat(in.readerIndex()).isZero();
        assertThat(in.refCnt()).isOne();
    }

    @FuzzTest(maxDuration = "1m")
    void anyFileOfCertificatesIsReadOrRefused(byte[] content) {
        read(content, file -> Pem.certificates("certFile", file));
    }

    @FuzzTest(maxDuration = "1m")
    void anyFileOfAKeyIsReadOrRefused(byte[] content) {
        read(content, file -> Pem.privateKey("keyFile", file));
    }

    /** The bytes inside the armour, which an input would hardly ever get right. */
    @FuzzTest(maxDuration = "1m")
    void anyKeyInsideIsReadOrRefused(byte[] key) {
        for (String type : List.of("EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY")) {
            read(armoured(type, key), file -> Pem.privateKey("keyFile", file));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyCertificateInsideIsReadOrRefused(byte[] certificate) {
        read(armoured("CERTIFICATE", certificate), file -> Pem.certificates("certFile", file));
    }

    private static byte[] armoured(String type, byte[] content) {
        return Pem.write(type, content).getBytes(StandardCharsets.US_ASCII);
    }

    private static void read(byte[] content, Consumer<Path> reader) {
        try {
            Path file = Files.createTempFile("gost", ".pem");
            try {
                reader.accept(Files.write(file, content));
            } catch (GostException refused) {
                assertThat(refused.category()).isEqualTo(Category.CONFIG);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
