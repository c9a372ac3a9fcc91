/**
 * Between documents and configuration records, in both directions.
 *
 * <p>{@link io.gost.runtime.config.binding.RecordSchema} is what a record class says about its
 * keys, {@link io.gost.runtime.config.binding.RecordReader} makes a record of a document, {@link
 * io.gost.runtime.config.binding.RecordWriter} makes a document of a record, and {@link
 * io.gost.runtime.config.binding.SourceMap} tells later stages where a key was written. A new key
 * needs nothing here; a component of a new Java type needs a {@link
 * io.gost.runtime.config.binding.ValueType}.
 */
package io.gost.runtime.config.binding;
