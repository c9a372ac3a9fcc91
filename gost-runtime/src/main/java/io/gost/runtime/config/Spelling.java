package io.gost.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The spelling of a key where it is not the name of the record component. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Spelling {
    /** The key as it is documented. */
    String value();

    /** The key as YAML writes it, if that differs. */
    String yaml() default "";

    /** The key as JSON writes it, if that differs. */
    String json() default "";
}
