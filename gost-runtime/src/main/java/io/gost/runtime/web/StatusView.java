package io.gost.runtime.web;

import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.ServiceStatus;
import io.gost.runtime.config.binding.RecordSchema;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The configuration as the API shows it: with the types that go without saying, and with how the
 * services are.
 */
final class StatusView {
    private final LiveConfig live;
    private final Supplier<Map<String, ServiceStatus>> reports;

    /**
     * Prepares.
     *
     * @param live what is shown
     * @param reports how each service is at the moment, by name
     */
    StatusView(LiveConfig live, Supplier<Map<String, ServiceStatus>> reports) {
        this.live = live;
        this.reports = reports;
    }

    /** What runs now. Looking changes nothing. */
    Config config() {
        Config config = live.config();
        if (config.services().isEmpty()) {
            return config;
        }
        Map<String, ServiceStatus> current = reports.get();
        List<? extends Record> services =
                config.services().stream().map(each -> service(each, current)).toList();
        return RecordSchema.with(config, "services", services);
    }

    private static Record service(ServiceConfig service, Map<String, ServiceStatus> reports) {
        return RecordSchema.with(
                StoredDefaults.fill(service), "status", reports.get(service.name()));
    }
}
