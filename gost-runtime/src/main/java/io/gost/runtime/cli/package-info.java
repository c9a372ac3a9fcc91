/**
 * The command line.
 *
 * <p>{@link io.gost.runtime.cli.GostCommand} is the command without a subcommand, with the flags of
 * GOST. {@link io.gost.runtime.cli.Arguments} holds what was typed, {@link
 * io.gost.runtime.cli.ConfigLoader} makes one configuration of it, of the files it names and of the
 * environment, and a {@link io.gost.runtime.cli.Launcher} runs that. To add a flag, add a field to
 * {@code Arguments} and a line to {@code Usage}; to add a command, add a picocli class and register
 * it in {@code GostCommand}.
 */
package io.gost.runtime.cli;
