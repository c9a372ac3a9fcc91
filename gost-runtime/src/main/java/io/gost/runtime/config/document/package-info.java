/**
 * Documents as trees in which every value knows where it was written, and their two notations.
 *
 * <p>{@link io.gost.runtime.config.document.YamlReader} and {@link
 * io.gost.runtime.config.document.JsonReader} make trees of text, {@link
 * io.gost.runtime.config.document.YamlWriter} and {@link
 * io.gost.runtime.config.document.JsonWriter} make text of trees. The command line makes trees of
 * the same kind. Nothing here knows what a key means.
 */
package io.gost.runtime.config.document;
