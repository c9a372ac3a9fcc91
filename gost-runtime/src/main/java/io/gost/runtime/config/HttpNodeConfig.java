package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Changes that a sniffing forward handler makes to HTTP requests and responses.
 *
 * @param host replaces the {@code Host} header
 * @param header deprecated: {@code requestHeader}
 * @param requestHeader headers set on requests
 * @param responseHeader headers set on responses
 * @param rewrite deprecated: {@code rewriteUrl}
 * @param rewriteUrl changes to the path
 * @param rewriteBody deprecated: {@code rewriteResponseBody}
 * @param rewriteRequestBody changes to request bodies
 * @param rewriteResponseBody changes to response bodies
 * @param failCodes response codes that count as failures, for example {@code 429,5xx}
 * @param auth the account clients need
 */
public record HttpNodeConfig(
        String host,
        OpaqueMap<String> header,
        OpaqueMap<String> requestHeader,
        OpaqueMap<String> responseHeader,
        List<UrlRewriteConfig> rewrite,
        @Spelling("rewriteURL") List<UrlRewriteConfig> rewriteUrl,
        List<BodyRewriteConfig> rewriteBody,
        List<BodyRewriteConfig> rewriteRequestBody,
        List<BodyRewriteConfig> rewriteResponseBody,
        String failCodes,
        @Nullable AuthConfig auth) {
    /** Keeps the lists as they are now. */
    public HttpNodeConfig {
        rewrite = Entries.copy(rewrite);
        rewriteUrl = Entries.copy(rewriteUrl);
        rewriteBody = Entries.copy(rewriteBody);
        rewriteRequestBody = Entries.copy(rewriteRequestBody);
        rewriteResponseBody = Entries.copy(rewriteResponseBody);
    }
}
