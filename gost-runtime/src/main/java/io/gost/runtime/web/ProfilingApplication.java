package io.gost.runtime.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows what the process is busy with, below the paths of Go's profiler. The formats are the JVM's:
 * threads and memory as text, profiles as recordings of the flight recorder.
 */
final class ProfilingApplication implements WebApplication {
    private static final String ROOT = "/debug/pprof/";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int LONGEST_SECONDS = 300;
    private static final int SECONDS = 30;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final String INDEX =
            """
            <!doctype html>
            <meta name="viewport" content="width=device-width">
            <title>profiles</title>
            <ul>
            <li><a href="cmdline">cmdline</a>: the command line of the virtual machine
            <li><a href="goroutine">goroutine</a>: all threads and what they do
            <li><a href="heap">heap</a>: live objects by class (collects garbage first)
            <li><a href="profile?seconds=30">profile</a>: a recording of the flight recorder
            </ul>
            """;

    @Override
    public WebResponse answer(WebRequest request) {
        String path = request.path().orElse("");
        if (!path.startsWith(ROOT)) {
            return PlainPages.notFound();
        }
        return switch (path.substring(ROOT.length())) {
            case "" -> PlainPages.text(WebResponse.OK, "text/html; charset=utf-8", INDEX);
            case "cmdline" -> text(diagnostic("vmCommandLine"));
            case "goroutine", "threadcreate" -> text(diagnostic("threadPrint", "-l"));
            case "heap", "allocs" -> text(diagnostic("gcClassHistogram"));
            case "profile", "trace" -> profile(request.parameter("seconds"));
            default -> PlainPages.text(WebResponse.NOT_FOUND, TEXT, "Unknown profile\n");
        };
    }

    private static WebResponse text(String text) {
        return PlainPages.text(WebResponse.OK, TEXT, text);
    }

    private static WebResponse profile(String asked) {
        int seconds = asked.matches("[0-9]{1,4}") ? Integer.parseInt(asked) : SECONDS;
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            return PlainPages.text(
                    BAD_REQUEST, TEXT, "seconds is a number within 1…" + LONGEST_SECONDS + "\n");
        }
        try {
            return FlightRecording.take(seconds)
                    .map(
                            recording ->
                                    WebResponse.of(
                                                    WebResponse.OK,
                                                    "application/octet-stream",
                                                    recording)
                                            .with(
                                                    "Content-Disposition",
                                                    "attachment; filename=\"profile.jfr\"")
                                            .with("X-Content-Type-Options", "nosniff"))
                    .orElseGet(
                            () ->
                                    PlainPages.text(
                                            CONFLICT, TEXT, "a recording is being made already\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code jcmd} would show. */
    private static String diagnostic(String command, String... arguments) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            return String.valueOf(
                    server.invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            command,
                            new Object[] {arguments},
                            new String[] {String[].class.getName()}));
        } catch (JMException e) {
            throw new IllegalStateException(command + " is not available", e);
        }
    }
}
