package io.gost.runtime.plugin;

/** Ends the loading of one plugin. Checked, so that no step forgets that a plugin can be broken. */
final class PluginRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient PluginProblem problem;

    PluginRefusedException(PluginProblem problem) {
        super(problem.line(), null, false, false);
        this.problem = problem;
    }

    PluginProblem problem() {
        return problem;
    }
}
