package io.gost.runtime.config;

/**
 * State of a quota that a service uses, for the Web API.
 *
 * @param name the quota
 * @param used bytes counted
 * @param limit bytes allowed; zero means no bound
 * @param startsAt begin of the window, Unix seconds
 * @param expiresAt end of the window, Unix seconds
 * @param active whether the window is open
 * @param expired whether the window is over
 * @param blocked whether the volume is used up
 * @param direction what is counted
 */
public record ServiceQuotaStatus(
        @Always String name,
        @Always long used,
        @Always long limit,
        long startsAt,
        long expiresAt,
        @Always boolean active,
        boolean expired,
        @Always boolean blocked,
        String direction) {}
