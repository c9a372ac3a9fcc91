package io.gost.runtime.cli;

import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.url.KnownTypes;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * {@code gost explain -C gost.yml example.org:443}: which node would be chosen, and why not the
 * others. Nothing is sent.
 */
@Command(
        name = "explain",
        description = "Say which node a request would take, and why, without sending anything.")
final class ExplainCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    private final Surroundings surroundings;
    private final Function<List<Path>, KnownTypes> types;
    private final Explainer explainer;

    @Mixin private final Arguments arguments = new Arguments();

    @Option(
            names = {"-service", "--service"},
            paramLabel = "NAME",
            description = "of this service only")
    private String service = "";

    @Option(
            names = {"-client", "--client"},
            paramLabel = "IP",
            description = "the address of the client that asks")
    private String client = "127.0.0.1";

    @Spec private CommandSpec spec;

    ExplainCommand(
            Surroundings surroundings,
            Function<List<Path>, KnownTypes> types,
            Explainer explainer) {
        this.surroundings = surroundings;
        this.types = types;
        this.explainer = explainer;
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        InetAddress address = clientAddress();
        if (arguments.help || arguments.ignored.size() != 1 || address == null) {
            err.println(
                    "usage: gost explain -C gost.yml [--service NAME] [--client IP] HOST[:PORT]");
            return arguments.help ? 0 : WRONG;
        }
        KnownTypes known = types.apply(arguments.plugins);
        Diagnostics diagnostics = new Diagnostics();
        LoadedConfig loaded = new ConfigLoader(arguments, surroundings, known).load(diagnostics);
        if (!diagnostics.hasErrors()) {
            ConfigValidator.check(loaded.config(), loaded.sources(), known, diagnostics);
        }
        diagnostics.all().forEach(err::println);
        if (diagnostics.hasErrors()) {
            return WRONG;
        }
        Explainer.Question question =
                new Explainer.Question(service, address, arguments.ignored.getFirst());
        explainer.explain(loaded, arguments.plugins, question).forEach(out::println);
        return 0;
    }

    private @Nullable InetAddress clientAddress() {
        return NetUtil.createInetAddressFromIpAddressString(client);
    }
}
