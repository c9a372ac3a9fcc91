/**
 * Writes the project of a new plugin: what {@code gost plugins create} puts into an empty
 * directory.
 *
 * <p>The projects are templates beside this package in the resources, real Java with {@code
 * com.example.sample}, {@code Sample} and {@code sample} for the names. To add a kind, add its
 * files there and a constant to {@link io.gost.runtime.create.ProjectKind}; the tests compile it
 * and the distribution's tests build and run it.
 */
package io.gost.runtime.create;
