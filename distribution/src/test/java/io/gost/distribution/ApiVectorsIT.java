package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The recorded exchanges with GOST's Web API, metrics and profiling endpoints, with ours. Objects
 * of a kind that is not built yet are refused; what follows from having them is left out.
 */
@Execution(ExecutionMode.CONCURRENT)
class ApiVectorsIT {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String NOT_BUILT = "is not available in this version";

    @RegisterExtension final Programs programs = new Programs();

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    private final Map<String, String> places = new LinkedHashMap<>();
    private final Set<String> notBuilt = new HashSet<>();
    private final SoftAssertions softly = new SoftAssertions();

    /** A fresh program, and what is done with it. */
    record Run(JsonNode start, List<JsonNode> steps) {
        @Override
        public String toString() {
            return start.path("start").asString()
                    + " from "
                    + steps.getFirst().path("id").asString();
        }
    }

    static Stream<Run> runs() throws IOException {
        List<Run> runs = new ArrayList<>();
        try (InputStream in = ApiVectorsIT.class.getResourceAsStream("api-vectors.yaml")) {
            for (JsonNode step : new YAMLMapper().readTree(in)) {
                if (step.has("start")) {
                    runs.add(new Run(step, new ArrayList<>()));
                } else {
                    runs.getLast().steps().add(step);
                }
            }
        }
        return runs.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void answersAsRecorded(Run run) throws IOException {
        try (Server echo = Server.echo()) {
            choosePlaces(echo);
            List<String> arguments =
                    run.start()
                            .path("args")
                            .valueStream()
                            .map(JsonNode::asString)
                            .map(this::placed)
                            .toList();
            write(run.start().path("files"));
            Map<String, String> environment = new HashMap<>();
            run.start()
                    .path("env")
                    .forEachEntry((name, value) -> environment.put(name, placed(value.asString())));
            if (isRefused(run)) {
                environment.put("HOME", Programs.home().toString());
                try (Gost gost = Gost.start(Programs.gost(), arguments, environment, directory)) {
                    assertThat(gost.awaitEnd()).isEqualTo(2);
                }
                return;
            }
            if (run.steps().stream().allMatch(step -> isExcluded(step))) {
                return;
            }
            Gost gost = programs.start(Programs.gost(), arguments, environment, directory);
            Await.until("the endpoint listens", () -> listens(gost));
            for (JsonNode step : run.steps()) {
                perform(step, gost);
            }
        }
        softly.assertAll();
    }

    /** Configurations that GOST takes for an open door, and we do not take. */
    private static boolean isRefused(Run run) {
        return Set.of("missing auther", "password only")
                .contains(run.start().path("start").asString());
    }

    private static boolean isExcluded(JsonNode step) {
        return ApiVectors.EXCLUDED.containsKey(step.path("id").asString());
    }

    private boolean listens(Gost gost) {
        if (ProcessHandle.of(gost.pid()).isEmpty()) {
            throw new AssertionError("the program has ended: " + gost.output());
        }
        return gost.output().stream()
                .anyMatch(
                        line -> line.matches(".*\"service\":\"@[a-z]+\".*|.*\"listening on .*@.*"));
    }

    private void choosePlaces(Server echo) throws IOException {
        List<ServerSocket> taken = new ArrayList<>();
        for (String name : List.of("{api}", "{p1}", "{p2}", "{p3}", "{p4}", "{closed}")) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            taken.add(socket);
            places.put(name, String.valueOf(socket.getLocalPort()));
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        places.put("{echo}", String.valueOf(echo.address().getPort()));
        places.put("{sock}", directory.resolve("s").toString());
    }

    private String placed(String text) {
        String result = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            result = result.replace(place.getKey(), place.getValue());
        }
        return result;
    }

    private void write(JsonNode files) throws IOException {
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            // quotas are not built; their vectors are left out
            String text =
                    placed(file.getValue().asString())
                            .replaceAll("(?m)^ *quotas: \\[.*\\n", "")
                            .replaceAll("(?s)\\nquotas:\\n.*", "\n");
            Files.writeString(directory.resolve(file.getKey()), text);
        }
    }

    private void perform(JsonNode step, Gost gost) throws IOException {
        if (step.has("write")) {
            write(step.path("write"));
        } else if (step.has("traffic")) {
            traffic(step);
        } else if (!isExcluded(step) && !needsQuotas(step)) {
            exchange(step, gost);
        }
    }

    private static boolean needsQuotas(JsonNode step) {
        String id = step.path("id").asString();
        return (id.compareTo("A287") >= 0 && id.compareTo("A291") <= 0)
                || Set.of("A296", "A297").contains(id);
    }

    private void traffic(JsonNode step) throws IOException {
        String place = placed(step.path("connect").asString(""));
        if (place.isEmpty() || place.endsWith(":" + places.get("{p1}"))) {
            return; // of the service with the quota
        }
        int port = Integer.parseInt(place.replaceFirst(".*:", ""));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            client.getOutputStream()
                    .write(step.path("send").asString("").getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(step.path("received").asString(""));
        }
    }

    private void exchange(JsonNode step, Gost gost) throws IOException {
        String id = step.path("id").asString();
        String section = step.path("path").asString().replaceFirst("^/config/([a-z]*).*", "$1");
        if (notBuilt.contains(section) && !step.path("path").asString().contains("nope")) {
            return;
        }
        int before = gost.output().size();
        HttpCall.Answer answer = call(step).to(server(step));
        if (answer.body().contains(NOT_BUILT) && !id.equals("A277")) {
            notBuilt.add(section);
            return;
        }
        ApiVectors.Ours ours = ApiVectors.WANTED.getOrDefault(id, ApiVectors.DECIDED.get(id));
        if (ours != null) {
            softly.assertThat(answer.status())
                    .as(id + " " + answer.body())
                    .isEqualTo(ours.status());
            softly.assertThat(masked(answer.body())).as(id).startsWith(ours.bodyStartsWith());
            return;
        }
        compare(step, settled(step, answer));
        compareFiles(step);
        compareLog(step, gost, before);
    }

    /** A service is counted and closed a moment after its client has seen the end. */
    private HttpCall.Answer settled(JsonNode step, HttpCall.Answer first) throws IOException {
        if (!step.path("setup").asString().equals("stats")) {
            return first;
        }
        HttpCall.Answer[] last = {first};
        String wanted = masked(placed(step.path("responseBody").asString()));
        Await.until(
                step.path("id").asString(),
                () -> {
                    last[0] = call(step).to(server(step));
                    return masked(last[0].body()).equals(wanted) || step.has("ours");
                });
        return last[0];
    }

    private SocketAddress server(JsonNode step) {
        return step.path("setup").asString().equals("unix")
                ? UnixDomainSocketAddress.of(places.get("{sock}"))
                : new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(places.get("{api}")));
    }

    private HttpCall call(JsonNode step) {
        Map<String, String> headers = new LinkedHashMap<>();
        step.path("headers")
                .forEachEntry((name, value) -> headers.put(name, placed(value.asString())));
        return new HttpCall(
                step.path("method").asString(),
                step.path("path").asString(),
                headers,
                step.has("body") ? placed(step.path("body").asString()) : null);
    }

    private void compare(JsonNode step, HttpCall.Answer answer) {
        String id = step.path("id").asString();
        softly.assertThat(answer.status())
                .as(id + " " + answer.body())
                .isEqualTo(step.path("status").asInt());
        Map<String, String> headers = new LinkedHashMap<>();
        if (step.has("responseHeaders")) {
            step.path("responseHeaders")
                    .forEachEntry((name, value) -> headers.put(name, value.asString()));
        } else {
            headers.put("Content-Type", JSON);
        }
        headers.forEach(
                (name, value) ->
                        softly.assertThat(answer.header(name))
                                .as(id + " " + name)
                                .isEqualTo(value));
        String wanted = masked(placed(step.path("responseBody").asString("")));
        String body = masked(answer.body());
        if (step.has("responseBodyStartsWith")) {
            softly.assertThat(body)
                    .as(id)
                    .startsWith(step.path("responseBodyStartsWith").asString());
        } else if (wanted.startsWith("{\"code\":")) {
            softly.assertThat(body).as(id).startsWith(fixedPart(wanted));
        } else if (!wanted.equals("<masked>") && !step.has("ours")) {
            softly.assertThat(body).as(id).isEqualTo(wanted);
        }
    }

    /** Why something cannot be built, parsed or opened is said in our words. */
    private static String fixedPart(String wanted) {
        Matcher cause =
                java.util.regex.Pattern.compile(
                                "(.*create [^ ]+ [^ ]+ failed: |\\{\"code\":40001,\"msg\":\")"
                                        + "(While|unknown|listen|open|unregistered).*")
                        .matcher(wanted);
        return cause.matches() ? cause.group(1) : wanted;
    }

    /** Without times, and with metadata as GOST reads them from files: in small letters. */
    private static String masked(String body) {
        return body.replaceAll("(\"?\\b(?:createTime|time)\"?: ?)\\d+", "$10")
                .replace("enableStats", "enablestats")
                .replace("resetTraffic", "resettraffic");
    }

    private void compareFiles(JsonNode step) throws IOException {
        for (Map.Entry<String, JsonNode> file : step.path("savedFiles").properties()) {
            Path saved = directory.resolve(file.getKey());
            switch (step.path("id").asString()) {
                // what did not change keeps the text it had, so that only the meaning is the same
                case "A298" ->
                        softly.assertThat(yaml(Files.readString(directory.resolve("gost.yml"))))
                                .isEqualTo(yaml(placed(file.getValue().asString())));
                case "A299" ->
                        softly.assertThat(directory.resolve("gost.yml"))
                                .content()
                                .startsWith("{\n");
                case "A301", "A302" -> softly.assertThat(saved).content().startsWith("{\n");
                case "A305" -> softly.assertThat(saved).content().doesNotContain("status");
                default -> softly.assertThat(saved).hasContent(placed(file.getValue().asString()));
            }
        }
    }

    private static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text);
    }

    private void compareLog(JsonNode step, Gost gost, int before) throws IOException {
        for (JsonNode record : step.path("log")) {
            String uri = record.path("uri").asString();
            String message =
                    record.path("msg").asString().replaceFirst("\\| <duration[^>]*> \\|", "|");
            Await.until(
                    "access log of " + uri,
                    () ->
                            gost.output().stream()
                                    .skip(before)
                                    .anyMatch(
                                            line ->
                                                    line.contains("\"kind\":\"api\"")
                                                            && line.contains("\"uri\":\"" + uri)
                                                            && line.replaceFirst(
                                                                            "(\\| \\d+ )\\|"
                                                                                + " +[0-9.]+[nµm]?s"
                                                                                + " \\|",
                                                                            "$1|")
                                                                    .contains(message)));
        }
    }
}
