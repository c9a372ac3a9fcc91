package io.gost.runtime.config;

/**
 * One change to a URL path.
 *
 * @param match a regular expression
 * @param replacement what takes its place
 */
public record UrlRewriteConfig(
        @Always @Spelling(value = "match", json = "Match") String match,
        @Always @Spelling(value = "replacement", json = "Replacement") String replacement) {}
