package io.gost.runtime.service;

import io.gost.runtime.component.Background;

/**
 * What is counted and told of one service. It outlives the handlers and listeners of the service,
 * and everything but a change of what is to be counted or told.
 *
 * @param service the service
 * @param reports what is told
 * @param accounting what is counted
 */
record Reporting(Service service, ServiceReports reports, Accounting accounting)
        implements Part.Resource {
    @Override
    public String name() {
        return "reports of service " + service.name();
    }

    /** For as long as there are clients to count. */
    @Override
    public boolean isInUse() {
        return service.isInUse();
    }

    @Override
    public void close() {
        reports.close();
        accounting.close();
    }

    /** Tells statistics while it belongs to what runs. */
    Background telling() {
        return new Background() {
            @Override
            public String name() {
                return Reporting.this.name();
            }

            @Override
            public void start() {
                reports.start();
            }

            @Override
            public void close() {
                reports.journal().closed();
            }
        };
    }
}
