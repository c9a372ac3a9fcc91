package io.gost.runtime.config;

import java.util.regex.Pattern;

/** User names and passwords inside a URL, which no message may show. */
public final class UserInfo {
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");

    private UserInfo() {}

    /**
     * Removes the credentials of a URL.
     *
     * @param url any text
     * @return the text, with {@code ****@} in place of a user name and password
     */
    public static String hide(String url) {
        return USER_INFO.matcher(url).replaceAll("****@");
    }
}
