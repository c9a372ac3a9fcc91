package io.gost.runtime.config;

/**
 * Which requests a node serves.
 *
 * @param rule an expression, for example {@code Host(`example.org`)}
 * @param priority higher wins; zero means the length of the rule
 * @param bodySize bytes of the body that rules may look at
 */
public record NodeMatcherConfig(
        String rule, int priority, @Spelling(value = "bodySize", yaml = "bodysize") int bodySize) {}
