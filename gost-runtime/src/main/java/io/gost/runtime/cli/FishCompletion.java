package io.gost.runtime.cli;

import io.gost.runtime.cli.CompletionModel.Command;
import io.gost.runtime.cli.CompletionModel.Flag;
import io.gost.runtime.cli.CompletionModel.Value;

import java.util.stream.Collectors;

/** A completion script for fish 3 and newer. */
final class FishCompletion {
    private FishCompletion() {}

    static String script(CompletionModel model) {
        String paths =
                model.commands().stream()
                        .skip(1)
                        .map(command -> quote(command.path()))
                        .collect(Collectors.joining(" "));
        StringBuilder script =
                new StringBuilder(
                        """
                        # fish completion for gost: gost completion fish | source
                        function __gost_command
                            set -l command gost
                            for word in (commandline -opc)[2..-1]
                                switch "$command $word"
                                    case %s
                                        set command "$command $word"
                                    case '*'
                                        break
                                end
                            end
                            echo $command
                        end
                        function __gost_in
                            test (__gost_command) = "$argv[1]"
                        end
                        function __gost_first
                            __gost_in $argv[1]
                            and test (count (commandline -opc)) -eq $argv[2]
                        end
                        complete -c gost -f
                        """
                                .formatted(paths));
        for (Command command : model.commands()) {
            for (Command below : model.below(command)) {
                script.append(
                        "complete -c gost -n \"__gost_first '%s' %d\" -a %s -d %s\n"
                                .formatted(
                                        command.path(),
                                        command.path().split(" ", -1).length,
                                        quote(below.word()),
                                        quote(below.help())));
            }
            String place = "complete -c gost -n \"__gost_in '%s'\"".formatted(command.path());
            for (Flag flag : command.options()) {
                script.append(place)
                        .append(names(flag))
                        .append(" -d ")
                        .append(quote(flag.help()))
                        .append(flag.value().kind() == Value.Kind.ABSENT ? "" : " -r")
                        .append(offer(flag.value()))
                        .append('\n');
            }
            if (command.operand().kind() != Value.Kind.ABSENT) {
                script.append(place).append(offer(command.operand())).append('\n');
            }
        }
        return script.toString();
    }

    private static String names(Flag flag) {
        return flag.names().stream()
                .map(
                        name ->
                                name.startsWith("--")
                                        ? " -l " + name.substring(2)
                                        : " -o " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String offer(Value value) {
        return switch (value.kind()) {
            case ABSENT, ANY -> "";
            case FILES -> " -F";
            case DIRECTORIES -> " -a '(__fish_complete_directories)'";
            case WORDS -> " -a " + quote(String.join(" ", value.words()));
        };
    }

    /** Within single quotes fish knows two escapes. */
    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
