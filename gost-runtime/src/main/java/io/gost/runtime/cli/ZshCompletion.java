package io.gost.runtime.cli;

import io.gost.runtime.cli.CompletionModel.Command;
import io.gost.runtime.cli.CompletionModel.Flag;
import io.gost.runtime.cli.CompletionModel.Value;

import java.util.stream.Collectors;

/** A completion script for zsh. */
final class ZshCompletion {
    private ZshCompletion() {}

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
        #compdef gost
        # zsh completion for gost: a file _gost in $fpath, or: source <(gost completion zsh)
        _gost() {
            local command=gost depth=2
            local -a options subcommands
            while ((depth < CURRENT)); do
                case "$command ${words[depth]}" in
                    %s) command="$command ${words[depth]}" ;;
                    *) break ;;
                esac
                ((depth++))
            done
            case "$command ${words[CURRENT-1]}" in
        %s    esac
            case $command in
        %s    esac
            ((depth == CURRENT && $#subcommands)) && _describe -V command subcommands
            _describe -V option options
        }
        if [[ $funcstack[1] == _gost ]]; then
            _gost "$@"
        else
            compdef _gost gost
        fi
        """
                .formatted(BashCompletion.paths(model), values, commands);
    }

    private static String command(CompletionModel model, Command command) {
        String below =
                model.below(command).stream()
                        .map(one -> entry(one.word(), one.help()))
                        .collect(Collectors.joining(" "));
        String options =
                command.options().stream()
                        .map(flag -> entry(flag.name(), flag.help()))
                        .collect(Collectors.joining(" "));
        String operand = offer(command.operand()).strip();
        return "        %s)\n            subcommands=(%s)\n            options=(%s)\n%s            ;;\n"
                .formatted(
                        quote(command.path()),
                        below,
                        options,
                        operand.isEmpty() ? "" : "            " + operand + "\n");
    }

    /** A word and what it means, between which {@code _describe} wants a colon. */
    private static String entry(String word, String help) {
        return quote(word.replace(":", "\\:") + ":" + help);
    }

    private static String offer(Value value) {
        return switch (value.kind()) {
            case ABSENT, ANY -> "";
            case FILES -> "_files; ";
            case DIRECTORIES -> "_files -/; ";
            case WORDS ->
                    "compadd %s-- %s; "
                            .formatted(
                                    value.open() ? "-S '' " : "",
                                    value.words().stream()
                                            .map(ZshCompletion::quote)
                                            .collect(Collectors.joining(" ")));
        };
    }

    private static String quote(String text) {
        return BashCompletion.quote(text);
    }
}
