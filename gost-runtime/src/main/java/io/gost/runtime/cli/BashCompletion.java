package io.gost.runtime.cli;

import io.gost.runtime.cli.CompletionModel.Command;
import io.gost.runtime.cli.CompletionModel.Flag;
import io.gost.runtime.cli.CompletionModel.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A completion script for bash 4.4 and newer. */
final class BashCompletion {
    private BashCompletion() {}

    static String script(CompletionModel model) {
        StringBuilder values = new StringBuilder();
        StringBuilder commands = new StringBuilder();
        for (Command command : model.commands()) {
            for (Flag flag : command.options()) {
                if (flag.value().kind() != Value.Kind.ABSENT) {
                    String patterns =
                            flag.names().stream()
                                    .map(name -> quote(command.path() + " " + name))
                                    .collect(Collectors.joining(" | "));
                    values.append(
                            "        %s) %sreturn ;;\n".formatted(patterns, offer(flag.value())));
                }
            }
            commands.append(command(model, command));
        }
        return """
        # bash completion for gost: source <(gost completion bash)
        _gost() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
            local command=gost depth=1 words='' subcommands=''
            COMPREPLY=()
            while ((depth < COMP_CWORD)); do
                case "$command ${COMP_WORDS[depth]}" in
                    %s) command="$command ${COMP_WORDS[depth]}" ;;
                    *) break ;;
                esac
                ((depth++))
            done
            case "$command $prev" in
        %s    esac
            case $command in
        %s    esac
            ((depth == COMP_CWORD)) && words="$subcommands $words"
            COMPREPLY+=($(compgen -W "$words" -- "$cur"))
        }
        complete -F _gost gost
        """
                .formatted(paths(model), values, commands);
    }

    /** Every command below the program, as patterns of a case. */
    static String paths(CompletionModel model) {
        return model.commands().stream()
                .skip(1)
                .map(command -> quote(command.path()))
                .collect(Collectors.joining(" | "));
    }

    private static String command(CompletionModel model, Command command) {
        List<String> words = new ArrayList<>(command.options().stream().map(Flag::name).toList());
        if (command.operand().kind() == Value.Kind.WORDS) {
            words.addAll(command.operand().words());
        }
        String below =
                model.below(command).stream().map(Command::word).collect(Collectors.joining(" "));
        boolean files = command.operand().kind() == Value.Kind.FILES;
        return "        %s)\n            subcommands=%s\n            words=%s\n%s            ;;\n"
                .formatted(
                        quote(command.path()),
                        quote(below),
                        quote(String.join(" ", words)),
                        files ? "            " + offer(command.operand()).strip() + "\n" : "");
    }

    private static String offer(Value value) {
        return switch (value.kind()) {
            case ABSENT, ANY -> "";
            case FILES -> "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); ";
            case DIRECTORIES -> "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\")); ";
            case WORDS ->
                    "%sCOMPREPLY=($(compgen -W %s -- \"$cur\")); "
                            .formatted(
                                    value.open() ? "compopt -o nospace; " : "",
                                    quote(String.join(" ", value.words())));
        };
    }

    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
