package io.gost.plugin.socks5;

import io.gost.spi.Credentials;
import io.gost.spi.Target;
import io.gost.spi.testkit.DatagramContract;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;

import java.util.Map;
import java.util.Optional;

/** Datagrams as datagrams to the relay of the proxy, RFC 1928 UDP ASSOCIATE. */
final class UdpAssociateContractTest implements DatagramContract {
    private static final Credentials USER = Credentials.of("user", "secret");
    private static final Map<String, ?> PLAIN = Map.of("notls", true, "relay", "udp");

    @Override
    public Channel openDatagrams(TestNetwork network, Target target) {
        TestService proxy = proxy(network, null);
        return DatagramContract.connect(
                network, new Socks5ConnectorProvider(), PLAIN, proxy.address(), target);
    }

    @Override
    public Optional<Channel> associate(TestNetwork network) {
        TestService proxy = proxy(network, USER);
        return Optional.of(
                DatagramContract.associate(
                        network, new Socks5ConnectorProvider(), PLAIN, USER, proxy.address()));
    }

    /** The header is part of the datagram. */
    @Override
    public int largestDatagram() {
        return 65_507 - 262;
    }

    private static TestService proxy(TestNetwork network, Credentials user) {
        return TestService.of(network, new Socks5HandlerProvider())
                .metadata(Map.of("notls", true, "udp", true))
                .credentials(user)
                .start();
    }
}
