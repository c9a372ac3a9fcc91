package io.gost.runtime.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host, as the system knows it. */
final class HostName {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    static String get() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException e) {
            // Not Linux; the resolver knows, or whoever started us has said so.
            return resolved();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            String told = System.getenv("HOSTNAME");
            return told == null ? "localhost" : told;
        }
    }
}
