package io.gost.runtime.config;

/**
 * One change to an HTTP body.
 *
 * @param type the content types it applies to
 * @param match a regular expression
 * @param replacement what takes its place
 * @param rewriter an external rewriter instead
 * @param maxChunkSize bytes given to the rewriter at once
 */
public record BodyRewriteConfig(
        @Always @Spelling(value = "type", json = "Type") String type,
        @Always @Spelling(value = "match", json = "Match") String match,
        @Always @Spelling(value = "replacement", json = "Replacement") String replacement,
        @Refers("rewriters") String rewriter,
        int maxChunkSize) {}
