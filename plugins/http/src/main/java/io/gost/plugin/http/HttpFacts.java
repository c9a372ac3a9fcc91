package io.gost.plugin.http;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What log lines and recorders say about the latest request of a connection. The texts are made
 * when somebody reads them: most requests are never looked at.
 */
final class HttpFacts extends AbstractMap<String, Object> {
    private volatile @Nullable RequestHead request;
    private volatile int status;

    void request(RequestHead latest) {
        request = latest;
        status = 0;
    }

    void status(int answered) {
        status = answered;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> facts = new LinkedHashMap<>();
        RequestHead latest = request;
        if (latest != null) {
            Head head = latest.head();
            facts.put("host", head.text(latest.authorityStart(), latest.authorityEnd()));
            facts.put("method", latest.method());
            facts.put("proto", latest.version());
            facts.put("uri", uri(latest));
        }
        if (status > 0) {
            facts.put("statusCode", status);
        }
        return facts.entrySet();
    }

    /** The request target, without the credentials that some clients put into it. */
    private static String uri(RequestHead request) {
        Head head = request.head();
        String path = head.text(request.pathStart(), request.pathEnd());
        return request.form() == RequestHead.Form.ABSOLUTE
                ? "http://" + head.text(request.authorityStart(), request.authorityEnd()) + path
                : path;
    }
}
