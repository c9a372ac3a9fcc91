package io.gost.runtime.service;

import io.gost.runtime.metrics.ClientMetrics;
import io.gost.spi.GostException;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

/** Counts one session. Confined to its event loop. */
final class SessionAccount {
    private final Accounting service;
    private final ClientMetrics client;
    // For the client's own statistics, once it is known who the client is.
    private final @Nullable ByteMeter meter;
    private @Nullable Counters statistics;
    private boolean asked;

    SessionAccount(Accounting service, ClientMetrics client, @Nullable ByteMeter meter) {
        this.service = service;
        this.client = client;
        this.meter = meter;
    }

    /**
     * The client asks for something: by now it has said who it is.
     *
     * @param id whom it has logged in as; empty for nobody
     */
    void requested(String id) {
        asked = true;
        if (meter != null && statistics == null) {
            Counters mine = service.identified(id);
            if (mine != null) {
                statistics = mine;
                meter.alsoTo(mine.traffic());
            }
        }
    }

    /** The client's data come on another channel. */
    void beside(Channel data) {
        service.meterBeside(data, client);
        if (statistics != null) {
            ByteMeter.install(data, statistics.traffic());
        }
    }

    /**
     * The session has ended.
     *
     * @param cause why, or {@code null} when all went well
     * @param relayed whether it had reached its target
     * @param nanos how long it took
     */
    void ended(@Nullable GostException cause, boolean relayed, long nanos) {
        boolean failed = Accounting.isFailure(cause, asked, relayed);
        service.ended(client, failed, nanos);
        if (statistics != null) {
            statistics.ended(failed);
        }
    }
}
