package io.gost.runtime.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/** Says what would become of a request. The runtime implements it. */
@FunctionalInterface
interface Explainer {
    /**
     * Builds what a configuration describes and asks it.
     *
     * @param loaded a configuration without errors of its own
     * @param plugins the directories to load plugins from; empty means the distribution's own
     * @param question what is asked
     * @return lines for people
     * @throws io.gost.spi.GostException of category {@code CONFIG} when the configuration or the
     *     question is wrong
     */
    List<String> explain(LoadedConfig loaded, List<Path> plugins, Question question);

    /**
     * A request that nobody makes.
     *
     * @param service the service's name; empty for all
     * @param client who asks
     * @param target {@code host:port}, or a host
     */
    record Question(String service, InetAddress client, String target) {}
}
