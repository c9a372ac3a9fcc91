/**
 * The configuration as immutable records, one per object of {@code gost.yml}.
 *
 * <p>The records are plain data and the schema at the same time: the name, type, order and
 * annotations of their components say which keys exist, how they are spelled, which are always
 * written and which name other objects. Nothing else knows the keys; {@code binding} reads and
 * writes any record by its schema. Text that is absent is empty, a number is zero, a list is empty,
 * and only an object may be {@code null}. Passwords and tokens are {@link io.gost.spi.Secret}, and
 * free maps are {@link io.gost.runtime.config.OpaqueMap}, so no {@code toString} shows them.
 *
 * <p>To add a key, add a component at the place where it is to be written. To add an object, add a
 * record and a component that holds it.
 */
package io.gost.runtime.config;
