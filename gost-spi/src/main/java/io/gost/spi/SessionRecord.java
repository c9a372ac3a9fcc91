package io.gost.spi;

/**
 * The facts about one session that end up in log lines and recorders.
 *
 * <p>Called on the session's event loop. Values are texts, numbers, booleans, or lists and maps of
 * these; never a secret.
 */
@ProvidedByHost
public interface SessionRecord {
    /**
     * Adds a fact, replacing an earlier one of the same name.
     *
     * @param field the name as GOST writes it, such as {@code cmd} or {@code user}
     * @param value the value
     */
    void put(String field, Object value);
}
