package io.gost.runtime.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short names of plugins: {@code socks5} is in {@code gost-plugin-socks5-1.0.jar}. */
final class PluginName {
    private static final String MODULE_PREFIX = "io.gost.plugin.";
    private static final Pattern FILE =
            Pattern.compile("(?:gost-plugin-)?(.+?)(?:-\\d.*)?(?:\\.jar)?");

    private PluginName() {}

    /** The name after our modules' prefix; a foreign module's name stays whole. */
    static String ofModule(String module) {
        return module.startsWith(MODULE_PREFIX) ? module.substring(MODULE_PREFIX.length()) : module;
    }

    /** The name without prefix, version and ending. */
    static String ofFile(String fileName) {
        Matcher matcher = FILE.matcher(fileName);
        return matcher.matches() ? matcher.group(1) : fileName;
    }
}
