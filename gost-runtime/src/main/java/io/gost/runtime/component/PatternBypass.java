package io.gost.runtime.component;

import io.gost.spi.Target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A bypass of address patterns: a list of what is left out, or with {@link Mode#WHITELIST} of what
 * is not. Patterns from a file are replaced as a whole.
 */
public final class PatternBypass implements Bypass {
    private final Mode mode;
    private final String network;
    private final List<String> inline;
    private volatile AddressPatterns patterns;

    /** What the patterns are. */
    public enum Mode {
        /** What is left out. */
        BLACKLIST,
        /** Everything else is left out. */
        WHITELIST
    }

    /**
     * Makes a bypass.
     *
     * @param mode what the patterns are
     * @param network the only network it is about; empty for any
     * @param inline patterns that are always there
     */
    public PatternBypass(Mode mode, String network, List<String> inline) {
        this.mode = mode;
        this.network = network;
        this.inline = List.copyOf(inline);
        this.patterns = new AddressPatterns(inline);
    }

    /**
     * Replaces the patterns that were loaded before. When none would be left at all, the old ones
     * stay: an emptied file is more likely half written than meant.
     *
     * @param loaded the patterns besides the inline ones
     */
    public void load(Collection<String> loaded) {
        List<String> all = new ArrayList<>(inline);
        all.addAll(loaded);
        AddressPatterns fresh = new AddressPatterns(all);
        if (fresh.count() > 0) {
            patterns = fresh;
        }
    }

    /**
     * What the patterns are.
     *
     * @return the mode
     */
    public Mode mode() {
        return mode;
    }

    @Override
    public boolean contains(Target target) {
        if (target.host().isEmpty()) {
            return false;
        }
        AddressPatterns current = patterns;
        boolean sameNetwork = network.isEmpty() || network.equals(target.network().toString());
        if (current.count() == 0) {
            // As documented: without patterns the network itself is the pattern.
            return !network.isEmpty() && sameNetwork == (mode == Mode.BLACKLIST);
        }
        return sameNetwork
                && current.match(target.host(), target.port()) == (mode == Mode.BLACKLIST);
    }
}
