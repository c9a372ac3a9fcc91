package io.gost.runtime.log;

import org.apache.logging.log4j.core.AbstractLogEvent;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.appender.OutputStreamManager;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.AbstractLayout;
import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The Log4j appender behind the queue: a stream with a buffer that is flushed at the end of each
 * batch. Failures are thrown to who appends and reported nowhere else.
 */
final class LineAppender extends AbstractOutputStreamAppender<OutputStreamManager> {
    private LineAppender(Layout<String> layout, OutputStreamManager manager) {
        super("lines", layout, null, false, false, Property.EMPTY_ARRAY, manager);
        setHandler(new Silence());
    }

    static LineAppender start(OutputStream stream, LineFormat format) {
        Lines layout = new Lines(format);
        LineAppender appender = new LineAppender(layout, new Stream(stream, layout));
        appender.start();
        return appender;
    }

    void append(LogLine line, boolean last) {
        append(new Event(line, last));
    }

    private static final class Stream extends OutputStreamManager {
        Stream(OutputStream stream, Layout<String> layout) {
            super(stream, "lines", layout, false);
        }

        /** Closing is up to {@link LogOutput}: the standard streams stay open. */
        @Override
        protected synchronized boolean closeOutputStream() {
            flush();
            return true;
        }
    }

    private static final class Event extends AbstractLogEvent {
        private static final long serialVersionUID = 1L;

        private final transient LogLine line;
        private final boolean last;

        Event(LogLine line, boolean last) {
            this.line = line;
            this.last = last;
        }

        @Override
        public boolean isEndOfBatch() {
            return last;
        }
    }

    private static final class Lines extends AbstractLayout<String> {
        private final LineFormat format;

        Lines(LineFormat format) {
            super(null, null, null);
            this.format = format;
        }

        @Override
        public String toSerializable(LogEvent event) {
            StringBuilder text = new StringBuilder(256);
            format.append(text, ((Event) event).line);
            return text.toString();
        }

        @Override
        public byte[] toByteArray(LogEvent event) {
            return toSerializable(event).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String getContentType() {
            return "text/plain; charset=utf-8";
        }
    }

    /** The default one prints on the console, in a format of its own. */
    private static final class Silence implements ErrorHandler {
        @Override
        public void error(String message) {}

        @Override
        public void error(String message, @Nullable Throwable failure) {}

        @Override
        public void error(String message, @Nullable LogEvent event, @Nullable Throwable failure) {}
    }
}
