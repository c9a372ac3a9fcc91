package io.gost.runtime.cli;

import java.util.ArrayList;
import java.util.List;

/** Runs several command lines, separated by {@code --}, as processes of their own. */
@FunctionalInterface
public interface Workers {
    /** The variable that tells a worker its number. */
    String NUMBER = "_GOST_ID";

    /**
     * Starts one process for each command line and waits for all of them.
     *
     * @param commandLines the arguments of each; worker <i>n</i> gets {@code _GOST_ID=n}
     * @return the exit code
     */
    int run(List<List<String>> commandLines);

    /**
     * Splits arguments at {@code --}.
     *
     * @param arguments all arguments
     * @return the command lines of the workers, or just the one that was given when there are not
     *     at least two
     */
    static List<List<String>> split(List<String> arguments) {
        var groups = new ArrayList<List<String>>();
        var current = new ArrayList<String>();
        for (String argument : arguments) {
            if (!argument.equals("--")) {
                current.add(argument);
            } else if (!current.isEmpty()) {
                groups.add(List.copyOf(current));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            groups.add(List.copyOf(current));
        }
        return groups.size() > 1 ? List.copyOf(groups) : List.of(List.copyOf(arguments));
    }
}
