package io.gost.runtime.component;

import io.gost.spi.Target;

import java.util.ArrayList;
import java.util.List;

/**
 * Several bypasses: a target is left out when a blacklist names it, or when there are whitelists
 * and it is on none of them.
 */
public final class BypassGroup implements Bypass {
    private final List<Bypass> whitelists = new ArrayList<>();
    private final List<Bypass> blacklists = new ArrayList<>();

    private BypassGroup(List<PatternBypass> members) {
        for (PatternBypass member : members) {
            switch (member.mode()) {
                case WHITELIST -> whitelists.add(member);
                case BLACKLIST -> blacklists.add(member);
            }
        }
    }

    /**
     * Joins bypasses.
     *
     * @param members any number
     * @return what they say together
     */
    public static Bypass of(List<PatternBypass> members) {
        return switch (members.size()) {
            case 0 -> NONE;
            case 1 -> members.getFirst();
            default -> new BypassGroup(members);
        };
    }

    @Override
    public boolean contains(Target target) {
        return (!whitelists.isEmpty()
                        && whitelists.stream().allMatch(member -> member.contains(target)))
                || blacklists.stream().anyMatch(member -> member.contains(target));
    }
}
