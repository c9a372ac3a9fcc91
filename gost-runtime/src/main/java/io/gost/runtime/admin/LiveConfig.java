package io.gost.runtime.admin;

import io.gost.runtime.config.Config;
import io.gost.runtime.service.Services;

import java.util.function.UnaryOperator;

/**
 * The configuration that runs, and the only way to change it.
 *
 * <p>Any thread may ask; changes are made one after the other and block their callers, so that no
 * event loop may make one.
 */
public interface LiveConfig {
    /**
     * What runs now.
     *
     * @return the whole configuration, without the status of services
     */
    Config config();

    /**
     * The live objects of {@link #config()}.
     *
     * @return the services, looked at but not closed by the caller
     */
    Services services();

    /**
     * Changes what runs: validates the edited configuration, builds what differs, swaps, and lets
     * go of what is no longer there. Requests that are under way finish on what they began with.
     *
     * @param edit makes the new configuration from the one that runs; may throw to give up
     * @throws ChangeRefused when the new configuration cannot run; then nothing has changed
     */
    void change(UnaryOperator<Config> edit) throws ChangeRefused;

    /**
     * Reads all sources again and applies what they say now.
     *
     * @return whether anything was different
     * @throws ChangeRefused when a source cannot be read or the configuration cannot run; then
     *     nothing has changed
     */
    boolean reload() throws ChangeRefused;
}
