package io.gost.runtime.service;

import io.gost.runtime.select.StandingReport;

import java.util.List;

/**
 * How one group stands.
 *
 * @param name what kind of group and its name, such as {@code hop proxies}
 * @param members in configuration order
 */
public record GroupState(String name, List<StandingReport> members) {
    /** Keeps the list as it is now. */
    public GroupState {
        members = List.copyOf(members);
    }
}
