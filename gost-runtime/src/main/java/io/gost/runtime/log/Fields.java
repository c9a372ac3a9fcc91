package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;

/** An immutable list of keys with values, in the order in which the keys were first set. */
final class Fields {
    static final Fields NONE = new Fields(new String[0], new Object[0]);

    /** Keys that a line sets itself. A field of that name would make the JSON object ambiguous. */
    private static final Set<String> RESERVED = Set.of("time", "level", "msg", "logger", "caller");

    private final String[] keys;
    private final @Nullable Object[] values;

    private Fields(String[] keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** A copy with one more field; a key that is already there keeps its place. */
    Fields with(String key, @Nullable Object value) {
        String name = RESERVED.contains(key) ? "fields." + key : key;
        int place = Arrays.asList(keys).indexOf(name);
        int size = keys.length;
        @Nullable Object frozen = LogValue.freeze(value);
        if (place >= 0) {
            @Nullable Object[] changed = values.clone();
            changed[place] = frozen;
            return new Fields(keys, changed);
        }
        String[] moreKeys = Arrays.copyOf(keys, size + 1);
        @Nullable Object[] moreValues = Arrays.copyOf(values, size + 1);
        moreKeys[size] = name;
        moreValues[size] = frozen;
        return new Fields(moreKeys, moreValues);
    }

    /**
     * Adds why something failed: {@code error}, and {@code stack} if the cause is a mistake of
     * ours.
     */
    Fields withFailure(Throwable failure) {
        Fields described = with("error", Failure.describe(failure));
        return Failure.isBug(failure) ? described.with("stack", Failure.stack(failure)) : described;
    }

    void forEach(BiConsumer<String, @Nullable Object> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(keys[i], values[i]);
        }
    }
}
