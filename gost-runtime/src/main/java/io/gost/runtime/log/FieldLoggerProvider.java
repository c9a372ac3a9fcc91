package io.gost.runtime.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives everybody who asks SLF4J a {@link FieldLogger}. Libraries are heard from level warn, or
 * from the configured level when that is debug or trace.
 */
public final class FieldLoggerProvider implements SLF4JServiceProvider {
    /** SLF4J compares this with its own version. */
    private static final String API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter noContext = new NOPMDCAdapter();

    /** For the service loader. */
    public FieldLoggerProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Logs::loggerBySlf4j;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return noContext;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {}
}
