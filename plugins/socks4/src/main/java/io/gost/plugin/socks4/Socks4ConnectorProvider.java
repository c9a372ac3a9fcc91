package io.gost.plugin.socks4;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Options;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes SOCKS4 connectors. */
public final class Socks4ConnectorProvider implements ConnectorProvider<Socks4ConnectorOptions> {
    /** Does nothing. */
    public Socks4ConnectorProvider() {}

    @Override
    public List<String> types() {
        return List.of("socks4", "socks4a");
    }

    @Override
    public Socks4ConnectorOptions read(Options options) {
        return Socks4ConnectorOptions.read(options);
    }

    @Override
    public Connector create(Socks4ConnectorOptions options, ConnectorContext context) {
        String userId = context.credentials().map(Credentials::username).orElse("");
        byte[] encoded = userId.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > Socks4.MAX_LENGTH || userId.indexOf('\0') >= 0) {
            throw new GostException(
                    Category.CONFIG,
                    "%s.auth.username: %d bytes long; socks4 carries at most 255, and no NUL"
                            .formatted(context.path(), encoded.length));
        }
        return new Socks4Connector(options, encoded);
    }
}
