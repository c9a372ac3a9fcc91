package io.gost.runtime.config;

import java.time.Duration;

/**
 * Records to a web server, one POST each.
 *
 * @param url the address, which may hold credentials
 * @param timeout time for one request; zero means no limit
 * @param header headers of the request
 */
public record HttpRecorderConfig(@Always String url, Duration timeout, OpaqueMap<String> header) {

    @Override
    public String toString() {
        return "HttpRecorderConfig[url="
                + UserInfo.hide(url)
                + ", timeout="
                + timeout
                + ", header="
                + header
                + "]";
    }
}
