package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Sequence;
import io.gost.spi.GostException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one document of all {@code -L} and {@code -F} URLs of a command line. */
public final class CommandLine {
    private static final String CHAIN_SECTION = "chains";

    private final KnownTypes types;
    private final Diagnostics diagnostics;
    private final String worker;

    /**
     * Creates the mapping of one command line.
     *
     * @param types the types that exist
     * @param diagnostics takes what is wrong, with the URL it is wrong in
     * @param worker the number of this worker process; empty when there is just one process
     */
    public CommandLine(KnownTypes types, Diagnostics diagnostics, String worker) {
        this.types = types;
        this.diagnostics = diagnostics;
        this.worker = worker;
    }

    /**
     * Makes the document.
     *
     * @param services the values of {@code -L}, in order; blank ones are skipped
     * @param nodes the values of {@code -F}, in order, each one hop of the chain of all services
     * @param existing the other sources, whose names are not used again
     * @return the document
     */
    public Mapping document(List<String> services, List<String> nodes, Mapping existing) {
        Location location = Location.of("command line");
        var names = new FreeNames(existing);
        var components = new Components(names);
        Optional<String> chain =
                nodes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(names.next(CHAIN_SECTION, "chain"));
        // hops first: the objects they ask for have the lower numbers
        List<Mapping> hops = hops(nodes, components);
        var built = new ArrayList<Mapping>();
        for (String text : services) {
            if (!text.isBlank()) {
                built.addAll(service(text.strip(), names, components, chain));
            }
        }
        var root = new MappingBuilder(location).list("services", built);
        chain.ifPresent(name -> root.list(CHAIN_SECTION, List.of(chain(name, hops, location))));
        components.addTo(root, location);
        return root.build();
    }

    private static Mapping chain(String name, List<Mapping> hops, Location location) {
        return new MappingBuilder(location)
                .text("name", name)
                .put("hops", new Sequence(location, List.copyOf(hops)))
                .build();
    }

    private List<Mapping> hops(List<String> nodes, Components components) {
        var hops = new ArrayList<Mapping>();
        for (String text : nodes) {
            Location location = Location.of("-F " + CommandUrl.redacted(text));
            try {
                if (text.isBlank()) {
                    throw UrlErrors.because("an empty text is no node");
                }
                var context = new UrlContext(location, types, diagnostics);
                hops.add(
                        new HopUrls(CommandUrl.ofNode(text), context)
                                .build("hop-" + hops.size(), components));
            } catch (GostException e) {
                diagnostics.error(location, "", String.valueOf(e.getMessage()));
            }
        }
        return hops;
    }

    private List<Mapping> service(
            String text, FreeNames names, Components components, Optional<String> chain) {
        Location location = Location.of("-L " + CommandUrl.redacted(text));
        String targetPrefix = worker.isEmpty() ? "" : "go-" + worker + "@";
        try {
            var context = new UrlContext(location, types, diagnostics);
            return new ServiceUrls(CommandUrl.ofService(text), context, targetPrefix)
                    .build(names, components, chain);
        } catch (GostException e) {
            diagnostics.error(location, "", String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
