/**
 * Cuts a distribution to what one configuration needs, for {@code gost package}.
 *
 * <p>{@link io.gost.runtime.trim.TrimmedDistribution} copies what stays, {@code LinkedRuntime} has
 * a JDK link a smaller runtime image, {@code Rehearsal} runs the result once so that the JVM writes
 * its AOT cache, and {@link io.gost.runtime.trim.OciImage} writes it as a container image. Nothing
 * here runs in a proxy that serves.
 */
package io.gost.runtime.trim;
