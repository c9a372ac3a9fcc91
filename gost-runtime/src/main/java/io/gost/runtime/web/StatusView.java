package io.gost.runtime.web;

import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.binding.RecordSchema;

import java.util.List;

/** The configuration as the API shows it: with the types that go without saying. */
final class StatusView {
    private final LiveConfig live;

    StatusView(LiveConfig live) {
        this.live = live;
    }

    /** What runs now. Looking changes nothing. */
    Config config() {
        Config config = live.config();
        List<? extends Record> services = config.services().stream().map(this::service).toList();
        return config.services().isEmpty()
                ? config
                : RecordSchema.with(config, "services", services);
    }

    private Record service(ServiceConfig service) {
        return StoredDefaults.fill(service);
    }
}
