package io.gost.runtime.cli;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.Documents;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.YamlReader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of one configuration source.
 *
 * @param origin its name for messages
 * @param text what it says
 * @param format its notation
 * @param inline whether it was typed as an argument, where the rules of files do not hold
 */
record SourceText(String origin, String text, Format format, boolean inline) {
    /** No configuration is longer; in bytes. */
    static final int MAX_SIZE = 10 * 1024 * 1024;

    /** Decodes the bytes of a source. */
    static Optional<String> decode(byte[] bytes, String origin, Diagnostics diagnostics) {
        if (bytes.length > MAX_SIZE) {
            diagnostics.error(Location.of(origin), "", "longer than %d bytes".formatted(MAX_SIZE));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            diagnostics.error(Location.of(origin), "", "the text is not UTF-8");
            return Optional.empty();
        }
    }

    /** The notation that a text seems to be in. */
    static Format guess(String text) {
        return text.stripLeading().startsWith("{") ? Format.JSON : Format.YAML;
    }

    /** The document; empty when the text is none. */
    Optional<Mapping> parse(Diagnostics diagnostics) {
        Optional<Node> root =
                switch (format) {
                    case YAML -> YamlReader.read(text, origin, diagnostics);
                    case JSON -> JsonReader.read(text, origin, diagnostics);
                };
        return root.flatMap(node -> mapping(node, diagnostics))
                .map(mapping -> inline ? mapping : Documents.ofFile(mapping));
    }

    private static Optional<Mapping> mapping(Node root, Diagnostics diagnostics) {
        return switch (root) {
            case Mapping mapping -> Optional.of(mapping);
            case Scalar scalar when scalar.isNull() ->
                    Optional.of(Mapping.empty(scalar.location()));
            default -> {
                diagnostics.error(
                        root.location(),
                        "",
                        "the document is %s, an object with keys such as services: is wanted"
                                .formatted(root.kind()));
                yield Optional.empty();
            }
        };
    }
}
