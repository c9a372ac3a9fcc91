package io.gost.runtime.config.check;

import io.gost.runtime.config.ApiConfig;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.MetricsConfig;

import org.jspecify.annotations.Nullable;

/** An account that clients must have has a user name: without one GOST lets everybody in. */
final class AccountCheck implements Check {
    @Override
    public void visit(Record object, String path, Findings findings) {
        switch (object) {
            case HandlerConfig handler -> check(handler.auth(), path, findings);
            case ListenerConfig listener -> check(listener.auth(), path, findings);
            case ApiConfig api -> check(api.auth(), path, findings);
            case MetricsConfig metrics -> check(metrics.auth(), path, findings);
            default -> {}
        }
    }

    private static void check(@Nullable AuthConfig auth, String path, Findings findings) {
        if (auth != null && auth.username().isEmpty() && auth.file().isEmpty()) {
            findings.error(
                    path + ".auth",
                    "has no user name, so everybody would be let in; give one or remove it");
        }
    }
}
