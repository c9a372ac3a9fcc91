package io.gost.plugin.http;

import io.gost.spi.Credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Basic credentials (RFC 7617) in {@code Proxy-Authorization}. */
final class ProxyAuthorization {
    private static final String SCHEME = "Basic ";
    private static final Credentials NONE = Credentials.of("", "");

    private ProxyAuthorization() {}

    /** What a client sent; empty texts when it sent nothing of use. */
    static Credentials read(Head head) {
        String value = head.value(KnownField.PROXY_AUTHORIZATION);
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return NONE;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(value.substring(SCHEME.length()).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? NONE
                    : Credentials.of(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return NONE;
        }
    }

    /** The field's value for credentials of ours. */
    static String write(Credentials credentials) {
        String pair = credentials.username() + ":" + credentials.password().reveal();
        return SCHEME + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
