package io.gost.plugin.yamux;

import io.gost.spi.MultiplexerProvider;
import io.gost.spi.testkit.MultiplexerContract;

final class YamuxContractTest implements MultiplexerContract {
    @Override
    public MultiplexerProvider<?> multiplexerProvider() {
        return new YamuxProvider();
    }
}
