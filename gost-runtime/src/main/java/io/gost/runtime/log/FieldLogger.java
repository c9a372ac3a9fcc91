package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

import java.util.Arrays;

/**
 * An SLF4J logger whose lines carry fields.
 *
 * <p>Immutable: {@link #with} makes another logger. A connection's logger is a child of its
 * service's, and costs two small arrays.
 *
 * <p>Key-value pairs of SLF4J's fluent interface become fields of that line, behind the logger's
 * own; a key that is already there keeps its place. An exception becomes the field {@code error},
 * with a {@code stack} only if it is a mistake in this program. Markers are ignored.
 */
public final class FieldLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    private final transient LogSink target;
    private final transient String label;
    private final transient boolean foreign;
    private final transient Fields fields;

    private FieldLogger(LogSink target, String name, String label, boolean foreign, Fields fields) {
        this.target = target;
        this.name = name;
        this.label = label;
        this.foreign = foreign;
        this.fields = fields;
    }

    /** A logger of ours, whose lines say its name unless that is a class or package of ours. */
    static FieldLogger own(LogSink target, String name) {
        return new FieldLogger(target, name, isOurs(name) ? "" : name, false, Fields.NONE);
    }

    /** A logger that somebody asked SLF4J for: a library, unless the name says otherwise. */
    static FieldLogger bySlf4j(LogSink target, String name) {
        return isOurs(name)
                ? own(target, name)
                : new FieldLogger(target, name, name, true, Fields.NONE);
    }

    private static boolean isOurs(String name) {
        return name.equals("io.gost") || name.startsWith("io.gost.");
    }

    /**
     * A logger whose lines carry one more field.
     *
     * @param key the name; one that is already there keeps its place and gets the new value. The
     *     names of a line's own parts ({@code time level msg logger caller}) get the prefix {@code
     *     fields.}
     * @param value a value; numbers, booleans, durations, lists and maps are written as such,
     *     anything else as its text at this moment, secrets as {@code ****}
     * @return the logger
     */
    public FieldLogger with(String key, @Nullable Object value) {
        return new FieldLogger(target, name, label, foreign, fields.with(key, value));
    }

    /**
     * Writes a line of the level that SLF4J does not have. Ending the process is up to the caller.
     *
     * @param message the text
     */
    public void fatal(String message) {
        write(LogLevel.FATAL, message, null, fields, null);
    }

    @Override
    public boolean isTraceEnabled() {
        return target.enabled(LogLevel.TRACE, foreign);
    }

    @Override
    public boolean isDebugEnabled() {
        return target.enabled(LogLevel.DEBUG, foreign);
    }

    @Override
    public boolean isInfoEnabled() {
        return target.enabled(LogLevel.INFO, foreign);
    }

    @Override
    public boolean isWarnEnabled() {
        return target.enabled(LogLevel.WARN, foreign);
    }

    @Override
    public boolean isErrorEnabled() {
        return target.enabled(LogLevel.ERROR, foreign);
    }

    @Override
    public void log(LoggingEvent event) {
        Fields all = fields;
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                all = all.with(pair.key, pair.value);
            }
        }
        write(
                LogLevel.of(event.getLevel()),
                event.getMessage(),
                event.getArgumentArray(),
                all,
                event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        write(LogLevel.of(level), message, arguments, fields, failure);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null; // only loggers that pass calls on need it
    }

    private void write(
            LogLevel level,
            @Nullable String message,
            @Nullable Object @Nullable [] arguments,
            Fields lineFields,
            @Nullable Throwable failure) {
        if (target.enabled(level, foreign)) {
            Fields all = failure == null ? lineFields : lineFields.withFailure(failure);
            target.log(level, label, fill(message, arguments), all);
        }
    }

    private static String fill(@Nullable String message, @Nullable Object @Nullable [] arguments) {
        if (message == null || arguments == null || arguments.length == 0) {
            return LogValue.text(message);
        }
        Object[] texts = Arrays.stream(arguments).map(LogValue::text).toArray();
        return LogValue.text(MessageFormatter.basicArrayFormat(message, texts));
    }
}
