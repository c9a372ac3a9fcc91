package io.gost.runtime.config.check;

import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.config.url.KnownTypes.Kind;
import io.gost.runtime.text.NearestSpelling;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Types exist. Whether the plugin of a type is installed is found out later. */
final class TypeCheck implements Check {
    private final KnownTypes types;
    // Asked once per check: there may be thousands of objects of a kind.
    private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);

    TypeCheck(KnownTypes types) {
        this.types = types;
    }

    @Override
    public void visit(Record object, String path, Findings findings) {
        switch (object) {
            case HandlerConfig handler -> check(Kind.HANDLER, handler.type(), path, findings);
            case ListenerConfig listener -> check(Kind.LISTENER, listener.type(), path, findings);
            case ConnectorConfig connector ->
                    check(Kind.CONNECTOR, connector.type(), path, findings);
            case DialerConfig dialer -> check(Kind.DIALER, dialer.type(), path, findings);
            default -> {}
        }
    }

    private void check(Kind kind, String type, String path, Findings findings) {
        Set<String> known = names.computeIfAbsent(kind, types::names);
        if (!type.isBlank() && !known.contains(type)) {
            findings.error(
                    path + ".type",
                    "there is no %s \"%s\"%s"
                            .formatted(kind, type, NearestSpelling.hint(type, known)));
        }
    }
}
