package io.gost.runtime.config;

/**
 * What a service records, and where.
 *
 * @param name the recorder
 * @param record the kind of record
 * @param metadata free options
 */
public record RecorderRefConfig(
        @Always @Refers("recorders") String name,
        @Always String record,
        OpaqueMap<Object> metadata) {}
