/**
 * The language of {@code matcher.rule}: which requests a node, a chain or a hop serves.
 *
 * <p>{@link io.gost.runtime.rule.RuleParser} makes a {@link io.gost.runtime.rule.Rule} of a text
 * once, when the configuration is read; a rule is asked about a {@link
 * io.gost.runtime.rule.Subject}. To add a function, add a row to {@code RuleFunctions}.
 */
package io.gost.runtime.rule;
