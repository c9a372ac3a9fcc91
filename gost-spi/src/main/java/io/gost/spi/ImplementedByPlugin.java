package io.gost.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that plugins implement and the runtime calls.
 *
 * <p>Such a type gains only {@code default} methods in a minor release, so a plugin built for 1.a
 * keeps working on 1.b when b ≥ a.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ImplementedByPlugin {}
