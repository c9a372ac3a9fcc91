/**
 * Build tools: they make the distribution out of the modules that Maven collected, and are not part
 * of it.
 *
 * <ol>
 *   <li>{@code ModulePlan} decides where every jar goes: into the runtime image, beside a plugin,
 *       or, when it only carries native code, among the native libraries;
 *   <li>{@code BuildImage} links and lays out what the plan says;
 *   <li>{@code Train} runs the result over real traffic, which gives the AOT cache.
 * </ol>
 */
@NullMarked
package io.gost.distribution;

import org.jspecify.annotations.NullMarked;
