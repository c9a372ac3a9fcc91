package io.gost.runtime.service;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.LogConfig;
import io.gost.runtime.config.LogRotationConfig;
import io.gost.runtime.config.LoggerConfig;
import io.gost.runtime.log.LogRotation;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The {@code log} and {@code loggers} of a configuration. */
public final class ConfiguredLogs {
    private ConfiguredLogs() {}

    /**
     * Has this process log as a configuration says, at its start and after every change.
     *
     * @param config the configuration that runs
     */
    public static void apply(Config config) {
        Map<String, LogSettings> named = new HashMap<>();
        for (LoggerConfig logger : config.loggers()) {
            if (logger.log() != null) {
                named.put(logger.name(), settings(logger.log()));
            }
        }
        Logs.apply(config.log() == null ? LogSettings.DEFAULT : settings(config.log()), named);
    }

    private static LogSettings settings(LogConfig log) {
        return LogSettings.of(log.output(), log.level(), log.format())
                .with(rotation(log.rotation()));
    }

    private static @Nullable LogRotation rotation(@Nullable LogRotationConfig rotation) {
        return rotation == null
                ? null
                : LogRotation.of(
                        rotation.maxSize(),
                        rotation.maxAge(),
                        rotation.maxBackups(),
                        rotation.localTime(),
                        rotation.compress());
    }
}
