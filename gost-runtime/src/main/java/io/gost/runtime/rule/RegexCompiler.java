package io.gost.runtime.rule;

import io.gost.runtime.rule.Regex.Step;
import io.gost.runtime.rule.RegexParser.Part;

import java.util.ArrayList;
import java.util.List;

/** Lays an expression out as steps. */
final class RegexCompiler {
    private static final int MOST_STEPS = 20_000;

    private final List<Step> steps = new ArrayList<>();
    private final String expression;

    private RegexCompiler(String expression) {
        this.expression = expression;
    }

    static List<Step> compile(Part part, String expression) {
        RegexCompiler compiler = new RegexCompiler(expression);
        compiler.lay(part);
        compiler.add(new Step.Found());
        return List.copyOf(compiler.steps);
    }

    private int add(Step step) {
        if (steps.size() >= MOST_STEPS) {
            throw new RuleSyntaxException(
                    "has the expression \"" + expression + "\", whose repetitions are too many");
        }
        steps.add(step);
        return steps.size() - 1;
    }

    private void lay(Part part) {
        switch (part) {
            case Part.One(var set) -> add(new Step.Take(set));
            case Part.Between(var boundary) -> add(new Step.Check(boundary));
            case Part.All(List<Part> parts) -> parts.forEach(this::lay);
            case Part.Any(List<Part> parts) -> alternatives(parts, 0);
            case Part.Times(Part repeated, int least, int most) -> repeat(repeated, least, most);
        }
    }

    private void alternatives(List<Part> parts, int index) {
        if (index == parts.size() - 1) {
            lay(parts.get(index));
            return;
        }
        int fork = add(new Step.Fork(0, 0));
        lay(parts.get(index));
        int end = add(new Step.Fork(0, 0));
        steps.set(fork, new Step.Fork(fork + 1, steps.size()));
        alternatives(parts, index + 1);
        steps.set(end, new Step.Fork(steps.size(), steps.size()));
    }

    private void repeat(Part part, int least, int most) {
        int before = steps.size();
        for (int i = 0; i < least; i++) {
            lay(part);
            if (steps.size() == before) {
                return; // nothing, however often
            }
        }
        if (most == RegexParser.UNBOUNDED) {
            int fork = add(new Step.Fork(0, 0));
            lay(part);
            add(new Step.Fork(fork, fork));
            steps.set(fork, new Step.Fork(fork + 1, steps.size()));
            return;
        }
        List<Integer> forks = new ArrayList<>();
        for (int i = least; i < most; i++) {
            forks.add(add(new Step.Fork(0, 0)));
            lay(part);
        }
        for (int fork : forks) {
            steps.set(fork, new Step.Fork(fork + 1, steps.size()));
        }
    }
}
