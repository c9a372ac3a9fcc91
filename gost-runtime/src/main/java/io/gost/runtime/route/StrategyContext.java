package io.gost.runtime.route;

import io.gost.runtime.component.LentContext;

import org.slf4j.Logger;

/** What a selection strategy is lent. */
public final class StrategyContext extends LentContext {
    /**
     * Makes the context.
     *
     * @param name the name of the hop or service that selects
     * @param path where the selector stands in the configuration
     * @param logger the logger
     */
    public StrategyContext(String name, String path, Logger logger) {
        super(name, path, logger);
    }
}
