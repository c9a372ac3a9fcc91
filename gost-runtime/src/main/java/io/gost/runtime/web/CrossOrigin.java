package io.gost.runtime.web;

/** Lets pages of other origins use the API, as GOST's browser interface does. */
final class CrossOrigin {
    private static final String ALLOW = "Access-Control-Allow-";

    private CrossOrigin() {}

    /** Whether a page of another origin asks. */
    static boolean isForeign(WebRequest request) {
        String origin = request.header("Origin");
        String host = request.header("Host");
        return !origin.isEmpty()
                && !origin.equals("http://" + host)
                && !origin.equals("https://" + host);
    }

    /** Answers the question that a browser asks before it sends the request itself. */
    static WebResponse preflight(WebRequest request) {
        // By the Fetch standard the wildcard does not stand for Authorization.
        String headers =
                request.header("Access-Control-Request-Headers").isEmpty()
                        ? "*"
                        : "*, Authorization, Content-Type";
        return allow(WebResponse.of(WebResponse.NO_CONTENT))
                .with(ALLOW + "Methods", "GET,POST,PUT,DELETE,OPTIONS")
                .with(ALLOW + "Headers", headers)
                .with(ALLOW + "Private-Network", "true");
    }

    /** Lets a page see an answer. */
    static WebResponse allow(WebResponse response) {
        return response.with(ALLOW + "Origin", "*");
    }
}
