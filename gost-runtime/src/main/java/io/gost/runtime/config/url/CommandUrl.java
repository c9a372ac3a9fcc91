package io.gost.runtime.config.url;

import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A URL of the command line, taken apart.
 *
 * @param scheme in lower case; {@code auto} when none was written
 * @param userInfo user name and password, still encoded; {@code null} when there is no {@code @}
 * @param host host and port, or whatever else stands there
 * @param path the path, encoded; empty or beginning with {@code /}
 * @param parameters the query
 * @param strayAt whether an {@code @} stands only behind the host, so that the host may really be
 *     the begin of user name and password
 */
record CommandUrl(
        String scheme,
        @Nullable String userInfo,
        String host,
        String path,
        Parameters parameters,
        boolean strayAt) {
    private static final String DEFAULT_SCHEME = "auto://";
    private static final String SEPARATOR = "://";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9\\-._~!$&'()*+,;=:%@]*");
    private static final Pattern NO_HOST = Pattern.compile("[\\s\\p{Cntrl}<>\"\\\\^`{|}]");

    /**
     * Reads a service URL. Its host may hold anything: a port range, a serial line, a number sign.
     *
     * @param text the URL, not blank
     * @throws io.gost.spi.GostException when it is none
     */
    static CommandUrl ofService(String text) {
        return parse(text, "/?");
    }

    /**
     * Reads the URL of a node or of an endpoint.
     *
     * @param text the URL, not blank
     * @throws io.gost.spi.GostException when it is none
     */
    static CommandUrl ofNode(String text) {
        CommandUrl url = parse(text, "/?#");
        if (NO_HOST.matcher(url.host).find()) {
            throw UrlErrors.because("the host has a blank or another character that no host has");
        }
        String host =
                PercentCode.decode(url.host)
                        .orElseThrow(
                                () ->
                                        UrlErrors.because(
                                                "the host has a % without two hexadecimal digits"));
        return new CommandUrl(
                url.scheme, url.userInfo, host, url.path, url.parameters, url.strayAt);
    }

    private static CommandUrl parse(String text, String hostEnds) {
        String trimmed = text.strip();
        String url = hasScheme(trimmed) ? trimmed : DEFAULT_SCHEME + trimmed;
        int separator = url.indexOf(SEPARATOR);
        String scheme = url.substring(0, separator);
        if (!SCHEME.matcher(scheme).matches()) {
            throw UrlErrors.because(
                    "the scheme before :// may have letters, digits, + - . only, and begins with a"
                            + " letter");
        }
        String rest = url.substring(separator + SEPARATOR.length());
        int end = endOfAuthority(rest, hostEnds);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        if (userInfo != null && !USER_INFO.matcher(userInfo).matches()) {
            throw UrlErrors.because(
                    "user name or password has a character that must be percent-encoded");
        }
        String tail = withoutFragment(rest.substring(end));
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        if (PercentCode.decode(path).isEmpty()) {
            throw UrlErrors.because("the path has a % without two hexadecimal digits");
        }
        return new CommandUrl(
                scheme.toLowerCase(Locale.ROOT),
                userInfo,
                authority.substring(at + 1),
                PercentCode.encodePath(path),
                Parameters.parse(question < 0 ? "" : tail.substring(question + 1)),
                at < 0 && rest.indexOf('@') >= 0);
    }

    /** A {@code ://} behind a host, path or query belongs to something else. */
    private static boolean hasScheme(String text) {
        int separator = text.indexOf(SEPARATOR);
        return separator >= 0 && text.substring(0, separator).matches("[^:/?@\\[]+");
    }

    private static int endOfAuthority(String text, String ends) {
        int end = 0;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    /** Does something with the host; a failure does not repeat what may be a password. */
    <T> T withHost(Function<String, T> action) {
        try {
            return action.apply(host);
        } catch (GostException e) {
            throw strayAt
                    ? UrlErrors.because(
                            "an @ stands behind the first / ? or #; these must be percent-encoded"
                                    + " in user name and password")
                    : e;
        }
    }

    /** Whether one part of the scheme has a name. */
    boolean speaks(String... names) {
        for (String part : scheme.split("\\+", -1)) {
            for (String name : names) {
                if (part.equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the address is a file or device instead of a host and a port. */
    boolean addressesPath() {
        return speaks("unix", "runix", "serial");
    }

    /**
     * The URL for messages: without user name, password and parameters.
     *
     * @param text any URL, even one that cannot be read
     */
    static String redacted(String text) {
        int separator = text.indexOf(SEPARATOR);
        int start = separator < 0 ? 0 : separator + SEPARATOR.length();
        int at = text.lastIndexOf('@');
        String shown = at < start ? text : text.substring(0, start) + "****" + text.substring(at);
        int question = shown.indexOf('?');
        return (question < 0 ? shown : shown.substring(0, question) + "?…")
                .replaceAll("\\p{Cntrl}", " ");
    }

    /** Not the record's own, which would show the password. */
    @Override
    public String toString() {
        return scheme + SEPARATOR + host + path;
    }
}
