package io.gost.runtime.config.document;

/** A value of a document. */
public sealed interface Node permits Mapping, Sequence, Scalar {
    /**
     * Where it was written.
     *
     * @return the place of its first character
     */
    Location location();

    /**
     * What it is, for messages: the value itself would be too long or may be a secret.
     *
     * @return for example {@code a list}
     */
    default String kind() {
        return switch (this) {
            case Mapping _ -> "an object";
            case Sequence _ -> "a list";
            case Scalar scalar -> scalar.valueKind();
        };
    }
}
