/**
 * Finds plugin jars, checks them, gives each a module layer of its own and offers what they provide
 * by kind and type.
 *
 * <p>The way of a jar, each step one class:
 *
 * <ol>
 *   <li>{@code PluginFinder} lists jars, directories of jars and exploded modules.
 *   <li>{@code PluginIndex} knows some of them already: {@code PluginCatalogue} takes these through
 *       the further steps only when one of their types is needed.
 *   <li>{@code DescriptorReader} reads the module descriptor: no class is loaded.
 *   <li>{@code PluginCheck} compares the descriptors of one plugin with the host; {@code
 *       PluginGraph} the plugins with each other. Nothing that fails here ever gets a layer.
 *   <li>{@code PluginLayers} resolves and defines the layer. Host modules win.
 *   <li>{@code ProviderScan} makes the providers, one at a time, and asks for their types.
 *   <li>{@link io.gost.runtime.plugin.Registry} answers "which provider is {@code socks5}?".
 * </ol>
 *
 * <p>Whatever goes wrong with a plugin ends in one {@link io.gost.runtime.plugin.PluginProblem},
 * which is one line, and stops that plugin only. Code is loaded once in the life of the process:
 * replacing a jar takes a restart.
 *
 * <p>To add a kind of extension: a constant in {@link io.gost.runtime.plugin.ExtensionKind}, a
 * {@code uses} in the module descriptor, a registry in {@link io.gost.runtime.plugin.Plugins}.
 */
package io.gost.runtime.plugin;
