package io.gost.runtime.web;

/** Pages of the endpoints that are not the API. */
final class PlainPages {
    private static final String NO_GUESSING = "nosniff";

    private PlainPages() {}

    /** A page that browsers must not take for anything else. */
    static WebResponse text(int status, String type, String text) {
        return WebResponse.of(status, type, text).with("X-Content-Type-Options", NO_GUESSING);
    }

    /** There is no such page. */
    static WebResponse notFound() {
        return text(WebResponse.NOT_FOUND, "text/plain; charset=utf-8", "404 page not found\n");
    }
}
