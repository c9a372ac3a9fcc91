package io.gost.runtime.log;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;

/** What a line says of an exception. */
final class Failure {
    private Failure() {}

    /** One line: the message, with the exception's type in front if it is a bug. */
    static String describe(Throwable failure) {
        if (isBug(failure) && !(failure instanceof GostException)) {
            return failure.toString();
        }
        return Objects.requireNonNullElse(GostException.of(failure).getMessage(), "");
    }

    /** Whether somebody who mends the program wants to see where it came from. */
    static boolean isBug(Throwable failure) {
        return GostException.of(failure).category() == Category.INTERNAL;
    }

    static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().strip();
    }
}
