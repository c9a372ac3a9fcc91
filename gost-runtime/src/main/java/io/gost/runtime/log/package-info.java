/**
 * Log lines: the lines of GOST v3, written without holding anybody up.
 *
 * <p>The way of a line:
 *
 * <ol>
 *   <li>{@link io.gost.runtime.log.FieldLogger} is the SLF4J logger of ourselves, of plugins and of
 *       libraries. A disabled level ends there, after one comparison. Otherwise message and values
 *       become immutable text on the calling thread, which is also where secrets are hidden.
 *   <li>{@code LogWriter} has a bounded queue, which never makes a caller wait: when the output is
 *       too slow, lines are dropped and counted.
 *   <li>Its thread turns the line into text ({@code JsonFormat}, {@code TextFormat}) and hands it
 *       to a Log4j appender.
 * </ol>
 *
 * <p>Of Log4j only appenders and their stream managers are used, never a {@code LoggerContext}:
 * that one looks for plugins and configuration files first, which takes longer than the rest of our
 * start. Log4j's classes are first touched by the writer's thread, so nobody waits for them.
 *
 * <p>To add a format, implement {@code LineFormat} and name it in {@link
 * io.gost.runtime.log.LogSettings.Format}. To add a kind of output, open its stream in {@code
 * LogOutput}.
 */
package io.gost.runtime.log;
