package io.gost.runtime.config;

import java.time.Duration;

/**
 * Entries from a web server.
 *
 * @param url the address, which may hold credentials
 * @param timeout time for one request; zero means no limit
 */
public record HttpLoaderConfig(@Always String url, Duration timeout) {

    @Override
    public String toString() {
        return "HttpLoaderConfig[url=" + UserInfo.hide(url) + ", timeout=" + timeout + "]";
    }
}
