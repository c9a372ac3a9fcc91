package io.gost.runtime.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code gost health ADDRESS}: for containers without a shell to look after a gost with. */
@Command(
        name = "health",
        description =
                "Exit with 0 if something accepts connections at the address, else with 1. With"
                        + " http:// before it, as of the Web API, it has to answer a request, too;"
                        + " any answer will do. Either has three seconds.")
final class HealthCommand implements Callable<Integer> {
    private static final Pattern ADDRESS = Pattern.compile("(http://)?(.+):(\\d{1,5})/?");
    private static final int MILLIS = 3000;
    private static final int LARGEST_PORT = 65535;
    private static final String ANSWER = "HTTP/1.";

    @Parameters(paramLabel = "ADDRESS", description = "[http://]HOST:PORT")
    private String address = "";

    @Spec private CommandSpec spec;

    HealthCommand() {
        this.spec = CommandSpec.create(); // picocli puts the real one in its place
    }

    @Override
    public Integer call() {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > LARGEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "\"%s\" is no [http://]HOST:PORT".formatted(address));
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(parts.group(2), Integer.parseInt(parts.group(3))),
                    MILLIS);
            if (parts.group(1) != null && !answers(socket, parts.group(2))) {
                spec.commandLine().getErr().println(address + " does not speak HTTP");
                return 1;
            }
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(address + ": " + e.getMessage());
            return 1;
        }
    }

    private static boolean answers(Socket socket, String host) throws IOException {
        socket.setSoTimeout(MILLIS);
        String request = "HEAD / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(ANSWER.length());
        return new String(start, US_ASCII).equals(ANSWER);
    }
}
