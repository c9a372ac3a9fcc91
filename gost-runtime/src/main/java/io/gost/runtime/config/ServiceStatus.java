package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * State of a service, for the Web API.
 *
 * @param createTime Unix seconds
 * @param state {@code running}, {@code ready}, {@code failed} or {@code closed}
 * @param events the newest last
 * @param stats counters, when they are kept
 * @param lastError why nobody can connect at the moment; empty when all is well
 * @param stoppedByLimit whether a quota stopped it
 * @param quotas its quotas
 */
public record ServiceStatus(
        @Always long createTime,
        @Always String state,
        List<ServiceEvent> events,
        @Nullable ServiceStats stats,
        String lastError,
        boolean stoppedByLimit,
        List<ServiceQuotaStatus> quotas) {
    /** Keeps the lists as they are now. */
    public ServiceStatus {
        events = Entries.copy(events);
        quotas = Entries.copy(quotas);
    }
}
