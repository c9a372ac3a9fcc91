package io.gost.runtime.log;

import io.gost.spi.Credentials;
import io.gost.spi.GoDuration;
import io.gost.spi.Network;
import io.gost.spi.Secret;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of fields and of message parameters.
 *
 * <p>A line is written later and by another thread, so every value is <em>frozen</em> first: what
 * comes out is {@code null}, a text, a number, a boolean, a {@link Duration}, or a list or a sorted
 * map of these. Secrets, and messages of protocols with the headers in them, end here.
 */
final class LogValue {
    private static final String HIDDEN = "****";

    /** Longer texts are cut; in UTF-16 units. */
    private static final int LONGEST_TEXT = 16_384;

    /** Deeper nesting is left out; collections may contain themselves. */
    private static final int DEEPEST = 6;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * Classes of Netty's codecs, whose texts show all headers of a message. Constants such as HTTP
     * methods and status codes are comparable, and harmless.
     */
    private static final ClassValue<Boolean> PROTOCOL_MESSAGE =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return !Comparable.class.isAssignableFrom(type) && isOfCodec(type);
                }
            };

    private LogValue() {}

    static @Nullable Object freeze(@Nullable Object value) {
        try {
            return freeze(value, 0);
        } catch (RuntimeException e) { // a toString that fails must not fail who logs
            return "unprintable " + typeOf(value) + ": " + e.getClass().getSimpleName();
        }
    }

    /** A value within a message, or in the text format before quoting. */
    static String text(@Nullable Object value) {
        return plain(freeze(value));
    }

    /** The text of a frozen value, as Go prints it. */
    static String plain(@Nullable Object frozen) {
        return switch (frozen) {
            case null -> "null";
            case Duration duration -> GoDuration.format(duration);
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                map.forEach((key, value) -> entries.add(key + ":" + plain(value)));
                yield "map[" + String.join(" ", entries) + "]";
            }
            case List<?> list ->
                    "[" + String.join(" ", list.stream().map(LogValue::plain).toList()) + "]";
            default -> frozen.toString();
        };
    }

    private static @Nullable Object freeze(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> clip(text);
            case Secret _, Credentials _, char[] _ -> HIDDEN;
            case Boolean _, Long _, Integer _, Short _, Byte _, BigInteger _, BigDecimal _ -> value;
            case Double number -> Double.isFinite(number) ? number : number.toString();
            case Float number -> Float.isFinite(number) ? number : number.toString();
            case Duration span -> span.abs().compareTo(LONGEST) > 0 ? span.toString() : span;
            case InetSocketAddress address -> Target.of(Network.TCP, address).toString();
            case InetAddress address -> address.getHostAddress();
            case Throwable failure -> clip(Failure.describe(failure));
            case Map<?, ?> map -> freezeMap(map, depth);
            case Collection<?> items -> freezeItems(items, depth);
            case Object[] items -> freezeItems(Arrays.asList(items), depth);
            default -> opaque(value);
        };
    }

    private static Object opaque(Object value) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return type.componentType() + "[" + Array.getLength(value) + "]";
        }
        return PROTOCOL_MESSAGE.get(type) ? typeOf(value) : clip(value.toString());
    }

    private static Object freezeMap(Map<?, ?> map, int depth) {
        if (depth == DEEPEST) {
            return "…";
        }
        SortedMap<String, @Nullable Object> frozen = new TreeMap<>();
        map.forEach((key, value) -> frozen.put(text(key), freeze(value, depth + 1)));
        return Collections.unmodifiableSortedMap(frozen);
    }

    private static Object freezeItems(Collection<?> items, int depth) {
        if (depth == DEEPEST) {
            return "…";
        }
        List<@Nullable Object> frozen = new ArrayList<>(items.size());
        items.forEach(item -> frozen.add(freeze(item, depth + 1)));
        return Collections.unmodifiableList(frozen);
    }

    private static String clip(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    private static boolean isOfCodec(@Nullable Class<?> type) {
        return type != null
                && (type.getName().startsWith("io.netty.handler.codec.")
                        || isOfCodec(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(LogValue::isOfCodec));
    }
}
