package io.gost.runtime.service;

/**
 * A service as one configuration has it. The service itself is the same from one configuration to
 * the next for as long as there is one of its name.
 *
 * @param service the service
 * @param context what its requests use
 * @param handling handles its clients
 * @param listening accepts them
 * @param reports what is told of it
 */
record ServiceState(
        Service service,
        ServiceContext context,
        Handling handling,
        Listening listening,
        ServiceReports reports) {}
