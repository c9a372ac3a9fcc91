package io.gost.runtime.plugin;

import java.nio.file.Path;

/**
 * One line about one plugin: why it was refused, or what is odd about it.
 *
 * @param severity whether something was refused
 * @param file the jar or directory, as the user would name it
 * @param module the module's name; empty when it is not known
 * @param seen what is there
 * @param wanted what would do; possibly empty
 * @param mend what the user can do about it; possibly empty
 */
public record PluginProblem(
        Severity severity, Path file, String module, String seen, String wanted, String mend) {
    /** How bad it is. */
    public enum Severity {
        /** Everything that can be used is used. */
        WARNING,
        /** A plugin, a provider or a type of it cannot be used. */
        REFUSED
    }

    /** Makes one line of texts that come from exceptions. */
    public PluginProblem {
        seen = oneLine(seen);
        wanted = oneLine(wanted);
        mend = oneLine(mend);
    }

    static PluginProblem refused(
            Path file, String module, String seen, String wanted, String mend) {
        return new PluginProblem(Severity.REFUSED, file, module, seen, wanted, mend);
    }

    static PluginProblem warning(
            Path file, String module, String seen, String wanted, String mend) {
        return new PluginProblem(Severity.WARNING, file, module, seen, wanted, mend);
    }

    /**
     * The whole problem for people.
     *
     * @return one line: file, module, what was seen, what was wanted, what to do
     */
    public String line() {
        return file + (module.isEmpty() ? "" : " (" + module + ")") + ": " + reason();
    }

    /**
     * The plugin's short name, as far as it is known.
     *
     * @return after the module, else after the file
     */
    public String plugin() {
        return module.isEmpty()
                ? PluginName.ofFile(String.valueOf(file.getFileName()))
                : PluginName.ofModule(module);
    }

    /**
     * The problem without the file, for messages that have named it.
     *
     * @return what was seen, what was wanted, what to do
     */
    public String reason() {
        return seen
                + (wanted.isEmpty() ? "" : "; wanted " + wanted)
                + (mend.isEmpty() ? "" : "; " + mend);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
