package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every strategy is a jar: named on the command line it works, without its jar nothing else breaks.
 */
@Execution(ExecutionMode.CONCURRENT)
class StrategyIT {
    private static final List<String> NAMES =
            List.of(
                    "round",
                    "random",
                    "fifo",
                    "hash",
                    "weighted",
                    "parallel",
                    "ll",
                    "leastconn",
                    "p2c",
                    "rendezvous",
                    "sticky");

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    @Test
    void everyStrategyChoosesAmongNodes() throws Exception {
        Gost nodes = programs.start("-L", "socks5://127.0.0.1:0", "-L", "socks5://127.0.0.1:0");
        String way =
                "socks5://%s,%s?strategy="
                        .formatted(at(nodes, "service-0"), at(nodes, "service-1"));
        try (Server echo = Server.echo()) {
            for (String name : NAMES) {
                Gost gost = programs.start("-L", "socks5://127.0.0.1:0", "-F", way + name);
                for (int request = 0; request < 4; request++) {
                    try (Socket tunnel =
                            Tunnel.SOCKS5.open(gost.address("service-0"), echo.address())) {
                        assertThat(Exchange.echo(tunnel, new byte[100])).hasSize(100);
                    }
                }
            }
        }
    }

    @Test
    void withoutTheJarOnlyWhatNamesTheStrategyIsRefusedAndTheJarIsNamed() throws Exception {
        Path plugins = Plugins.copy(directory.resolve("plugins"), "tcp", "http", "round", "p2c");
        String[] common = {"--plugins", plugins.toString(), "-L", "http://127.0.0.1:0", "-F"};
        Result refused =
                Command.gost(with(common, "http://127.0.0.1:1,127.0.0.1:2?strategy=sticky")).run();
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "chains[0].hops[0].selector.strategy", "\"sticky\"", "gost-plugin-sticky");
        for (String way : List.of("127.0.0.1:2?strategy=p2c", "127.0.0.1:2")) {
            Gost gost = programs.start(with(common, "http://127.0.0.1:1," + way));
            assertThat(gost.address("service-0").getPort()).as("it serves").isPositive();
        }
    }

    private static String[] with(String[] arguments, String last) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(last);
        return all.toArray(String[]::new);
    }

    private static String at(Gost gost, String service) {
        InetSocketAddress address = gost.address(service);
        return "127.0.0.1:" + address.getPort();
    }
}
