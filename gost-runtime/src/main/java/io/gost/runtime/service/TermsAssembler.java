package io.gost.runtime.service;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.config.NodeFilterConfig;
import io.gost.runtime.config.NodeMatcherConfig;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.NodeFilter;
import io.gost.runtime.route.Terms;
import io.gost.runtime.rule.NamedChecks;
import io.gost.runtime.rule.Rule;
import io.gost.runtime.rule.RuleParser;
import io.gost.runtime.rule.RuleSyntaxException;
import io.gost.runtime.select.Traits;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Builds what says which requests a node, a chain or a hop serves. */
final class TermsAssembler {
    private final NamedChecks names;
    private final ProblemSink problems;

    TermsAssembler(NamedChecks names, ProblemSink problems) {
        this.names = names;
        this.problems = problems;
    }

    Terms terms(
            Bypass bypass,
            @Nullable NodeMatcherConfig matcher,
            @Nullable NodeFilterConfig filter,
            String path) {
        NodeFilter deprecated =
                filter == null
                        ? NodeFilter.NONE
                        : new NodeFilter(filter.host(), filter.protocol(), filter.path());
        return new Terms(bypass, rule(matcher, path), deprecated);
    }

    /** The terms of a chain or hop in a group, of whose matcher only the rule counts. */
    Terms terms(@Nullable NodeMatcherConfig matcher, String path) {
        return terms(Bypass.NONE, matcher, null, path);
    }

    /** What metadata say, with the matcher's priority where these say nothing of it. */
    static Traits withPriority(Traits traits, @Nullable NodeMatcherConfig matcher) {
        if (matcher == null || traits.priority() != 0) {
            return traits;
        }
        int priority =
                matcher.priority() != 0 || matcher.rule().isBlank()
                        ? matcher.priority()
                        : matcher.rule().getBytes(StandardCharsets.UTF_8).length;
        return new Traits(
                traits.weight(),
                traits.backup(),
                priority,
                traits.maxFails(),
                traits.failTimeout());
    }

    private @Nullable Rule rule(@Nullable NodeMatcherConfig matcher, String path) {
        if (matcher == null || matcher.rule().isBlank()) {
            return null;
        }
        try {
            return RuleParser.parse(matcher.rule(), names);
        } catch (RuleSyntaxException e) {
            problems.error(path + ".matcher.rule", String.valueOf(e.getMessage()));
            return null;
        }
    }
}
