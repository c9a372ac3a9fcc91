package io.gost.runtime.trim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of an image layout, which is called like its digest.
 *
 * @param mediaType what it is
 * @param file where it is until the layout is put together
 * @param digest SHA-256 in hexadecimal
 * @param content the digest before compression, by which a configuration knows a layer
 */
record OciBlob(String mediaType, Path file, String digest, String content) {
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final int BUFFER = 1 << 16;

    /** Puts entries into a layer. */
    interface Filler {
        void fill(LayerWriter layer) throws IOException;
    }

    static OciBlob layer(Path file, FileTime time, Filler filler) throws IOException {
        MessageDigest compressed = sha256();
        MessageDigest plain = sha256();
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream digested = new DigestOutputStream(out, compressed);
                // its header holds neither time nor system
                OutputStream gzip = new GZIPOutputStream(digested, BUFFER);
                OutputStream content = new DigestOutputStream(gzip, plain);
                LayerWriter layer = new LayerWriter(content, time)) {
            filler.fill(layer);
        }
        return new OciBlob(LAYER, file, hex(compressed), hex(plain));
    }

    static OciBlob json(String mediaType, Path file, JsonNode document) throws IOException {
        byte[] bytes = new JsonMapper().writeValueAsBytes(document);
        Files.write(file, bytes);
        MessageDigest digest = sha256();
        digest.update(bytes);
        String hex = hex(digest);
        return new OciBlob(mediaType, file, hex, hex);
    }

    /** Fills in what others say of this blob to name it. */
    ObjectNode describe(ObjectNode descriptor) throws IOException {
        return descriptor
                .put("mediaType", mediaType)
                .put("digest", "sha256:" + digest)
                .put("size", Files.size(file));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
