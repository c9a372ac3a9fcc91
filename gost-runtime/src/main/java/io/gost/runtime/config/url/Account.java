package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The credentials of a URL.
 *
 * @param user the user name, possibly empty
 * @param password the password, possibly empty
 */
record Account(String user, Secret password) {
    /**
     * The account of a URL: its user info, else its parameter {@code auth}.
     *
     * @param url the URL
     * @return the account, if the URL has one
     */
    static Optional<Account> of(CommandUrl url) {
        String userInfo = url.userInfo();
        if (userInfo != null) {
            return Optional.of(ofUserInfo(userInfo, url.scheme()));
        }
        String encoded = url.parameters().text("auth");
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        String decoded =
                decode(encoded)
                        .orElseThrow(() -> UrlErrors.because("parameter auth is not base64"));
        return Optional.of(split(decoded));
    }

    private static Account ofUserInfo(String userInfo, String scheme) {
        int colon = userInfo.indexOf(':');
        if (colon < 0 && isShadowsocks(scheme)) {
            // SIP002: method and password in base64
            Optional<Account> encoded =
                    decode(percentDecoded(userInfo))
                            .filter(text -> text.contains(":"))
                            .map(Account::split);
            if (encoded.isPresent()) {
                return encoded.get();
            }
        }
        return colon < 0
                ? new Account(percentDecoded(userInfo), Secret.EMPTY)
                : new Account(
                        percentDecoded(userInfo.substring(0, colon)),
                        Secret.of(percentDecoded(userInfo.substring(colon + 1))));
    }

    private static boolean isShadowsocks(String scheme) {
        String protocol = scheme.split("\\+", 2)[0];
        return protocol.equals("ss") || protocol.equals("ssu");
    }

    private static String percentDecoded(String text) {
        return PercentCode.decode(text)
                .orElseThrow(
                        () ->
                                UrlErrors.because(
                                        "user name or password has a % without two hexadecimal"
                                                + " digits; write %25 for a percent sign"));
    }

    private static Account split(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Account(text, Secret.EMPTY)
                : new Account(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
    }

    /** Both alphabets: for URLs without padding, and the standard one with padding. */
    private static Optional<String> decode(String text) {
        byte @Nullable [] bytes =
                text.indexOf('=') < 0 ? decode(text, Base64.getUrlDecoder()) : null;
        if (bytes == null && text.length() % 4 == 0) {
            bytes = decode(text, Base64.getDecoder());
        }
        return Optional.ofNullable(bytes).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] decode(String text, Base64.Decoder decoder) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            return null; // the other alphabet is tried, and then the user is told
        }
    }

    /** The {@code auth} object. */
    Mapping document(Location location) {
        return new MappingBuilder(location)
                .text("username", user)
                .text("password", password.reveal())
                .build();
    }
}
