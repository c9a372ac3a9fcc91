package io.gost.runtime.config.binding;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import org.jspecify.annotations.Nullable;

/**
 * Tells where the keys of a configuration were written, for messages of those who use it.
 *
 * @param root the document the configuration was made of, with all sources merged
 */
public record SourceMap(Mapping root) {
    /**
     * Where a key was written.
     *
     * @param path for example {@code services[0].handler.metadata.udpBufferSize}; keys in any case
     * @return the place of its value or, if it was not written, of the nearest object around it
     */
    public Location locate(String path) {
        Node node = root;
        String rest = path;
        while (!rest.isEmpty()) {
            Step step = step(node, rest);
            if (step == null) {
                return node.location();
            }
            node = step.node();
            rest = step.rest();
        }
        return node.location();
    }

    private record Step(Node node, String rest) {}

    private static @Nullable Step step(Node node, String path) {
        return switch (node) {
            case Mapping mapping -> key(mapping, path);
            case Sequence sequence -> index(sequence, path);
            case Scalar _ -> null;
        };
    }

    /** Keys may have dots in them, so the longest key that begins the path is the right one. */
    private static @Nullable Step key(Mapping mapping, String path) {
        Mapping.Entry longest = null;
        for (Mapping.Entry entry : mapping.entries()) {
            boolean longer = longest == null || entry.key().length() > longest.key().length();
            if (longer && begins(path, entry.key())) {
                longest = entry;
            }
        }
        if (longest == null) {
            return null;
        }
        String rest = path.substring(longest.key().length());
        return new Step(longest.value(), rest.startsWith(".") ? rest.substring(1) : rest);
    }

    private static boolean begins(String path, String key) {
        if (!path.regionMatches(true, 0, key, 0, key.length())) {
            return false;
        }
        String rest = path.substring(key.length());
        return rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
    }

    private static @Nullable Step index(Sequence sequence, String path) {
        int close = path.indexOf(']');
        if (!path.startsWith("[") || close < 0) {
            return null;
        }
        int index = Integer.parseInt(path.substring(1, close));
        if (index >= sequence.items().size()) {
            return null;
        }
        String rest = path.substring(close + 1);
        return new Step(
                sequence.items().get(index), rest.startsWith(".") ? rest.substring(1) : rest);
    }
}
