package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.spi.GostException;

/** The values of {@code -api} and {@code -metrics} as configuration. */
public final class Endpoints {
    private static final String UNIX = "unix://";

    private Endpoints() {}

    /**
     * The {@code api} object.
     *
     * @param text {@code [user:password@]host:port[?pathPrefix=…&accesslog=…]} or {@code
     *     unix://PATH}
     * @param diagnostics takes what is wrong
     * @return the keys that the text sets
     */
    public static Mapping api(String text, Diagnostics diagnostics) {
        return endpoint(text, diagnostics, "-api", "pathPrefix", "accesslog");
    }

    /**
     * The {@code metrics} object.
     *
     * @param text {@code [user:password@]host:port[?path=…]} or {@code unix://PATH}
     * @param diagnostics takes what is wrong
     * @return the keys that the text sets
     */
    public static Mapping metrics(String text, Diagnostics diagnostics) {
        return endpoint(text, diagnostics, "-metrics", "path");
    }

    private static Mapping endpoint(
            String text, Diagnostics diagnostics, String flag, String... keys) {
        Location location = Location.of(flag + " " + CommandUrl.redacted(text));
        var endpoint = new MappingBuilder(location);
        try {
            CommandUrl url = CommandUrl.ofNode(text);
            boolean unix = text.strip().startsWith(UNIX);
            endpoint.text(
                    "addr", unix ? UNIX + url.host() + url.path() : url.withHost(PortRange::check));
            Account.of(url).ifPresent(account -> endpoint.put("auth", account.document(location)));
            for (String key : keys) {
                endpoint.text(key, url.parameters().text(key));
            }
        } catch (GostException e) {
            diagnostics.error(location, "", String.valueOf(e.getMessage()));
        }
        return endpoint.build();
    }
}
