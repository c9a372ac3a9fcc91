package io.gost.plugin.ws;

import java.util.Map;

/** The contract holds with compression, too. */
final class CompressedContractTest extends WsContractTest {
    @Override
    public Map<String, ?> listenerMetadata() {
        return Map.of("enableCompression", true);
    }

    @Override
    public Map<String, ?> dialerMetadata() {
        return Map.of("enableCompression", true, "keepalive", true);
    }
}
