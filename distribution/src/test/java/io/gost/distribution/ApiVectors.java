package io.gost.distribution;

import java.util.Map;

/**
 * Where our answers differ from the recorded ones, and why. The vectors say what is wanted in words
 * ({@code ours}); here is the same for a program.
 */
final class ApiVectors {
    private static final String OK = "{\"msg\":\"OK\"}";
    private static final String NULL = "{\"data\":null}";
    private static final String INVALID = "{\"code\":40001,\"msg\":\"";
    private static final String MISSING = "{\"code\":40004,\"msg\":\"";
    private static final String FAILED = "{\"code\":40003,\"msg\":\"create ";

    /** What is answered instead: the status and how the body begins. */
    record Ours(int status, String bodyStartsWith) {}

    /** What is wanted instead of what GOST does, by the vectors themselves. */
    static final Map<String, Ours> WANTED =
            Map.ofEntries(
                    // decode errors are told, and change nothing
                    Map.entry("A236", new Ours(400, INVALID)),
                    Map.entry("A237", new Ours(400, INVALID)),
                    Map.entry("A239", new Ours(400, INVALID)),
                    Map.entry("A240", new Ours(400, INVALID)),
                    Map.entry("A241", new Ours(200, "{\"data\":{\"count\":0,\"list\":null}}")),
                    Map.entry("A243", new Ours(400, INVALID)),
                    Map.entry("A255", new Ours(400, INVALID)),
                    Map.entry("A256", new Ours(200, NULL)),
                    Map.entry("A257", new Ours(400, INVALID)),
                    Map.entry("A258", new Ours(400, INVALID)),
                    Map.entry("A259", new Ours(400, INVALID)),
                    Map.entry(
                            "A260",
                            new Ours(
                                    200,
                                    "{\"data\":{\"count\":5,\"list\":[{\"name\":\"e\"},{\"name\":\"f\"},{\"name\":\"g/h"
                                        + " i\"},{\"name\":\"é\"},{\"name\":\"z\"}]}}")),
                    // a change that fails leaves nothing behind
                    Map.entry("A270", new Ours(200, OK)),
                    Map.entry("A282", new Ours(200, "{\"data\":{\"name\":\"s0\"")),
                    Map.entry("A286", new Ours(200, OK)),
                    Map.entry(
                            "A312",
                            new Ours(200, "{\n  \"services\": [\n    {\n      \"name\": \"s0\"")),
                    Map.entry("A313", new Ours(200, OK)),
                    // an auther that is gone lets nobody in
                    Map.entry("A360", new Ours(401, "{\"code\":401,")),
                    // a prefix is literal
                    Map.entry("A374", new Ours(404, "404 page not found")));

    /** What the design decided: a reference to what does not exist is refused. */
    static final Map<String, Ours> DECIDED =
            Map.ofEntries(
                    Map.entry("A024", new Ours(500, FAILED)),
                    Map.entry(
                            "A025",
                            new Ours(200, "{\"data\":{\"name\":\"x\",\"hops\":[{\"name\":\"h\"")),
                    Map.entry("A036", new Ours(500, FAILED)),
                    Map.entry("A037", new Ours(200, "{\"data\":{\"name\":\"x\",\"selector\"")),
                    Map.entry("A267", new Ours(500, FAILED)),
                    Map.entry("A268", new Ours(400, MISSING)),
                    Map.entry("A277", new Ours(500, FAILED)),
                    // a service that never stopped remembers where it listened before
                    Map.entry("A315", new Ours(200, "{\"data\":{\"name\":\"s0\"")),
                    Map.entry("A359", new Ours(400, INVALID)));

    /** What is not looked at, and why. */
    static final Map<String, String> EXCLUDED =
            Map.of(
                    "A375", "handler type api",
                    "A388", "metrics as protobuf",
                    "A394", "handler type metrics");

    private ApiVectors() {}
}
