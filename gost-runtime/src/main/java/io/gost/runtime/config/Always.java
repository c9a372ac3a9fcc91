package io.gost.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that is written even when its value is empty, zero or false. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Always {
    /** The notations for which this holds. */
    Format[] value() default {Format.YAML, Format.JSON};
}
