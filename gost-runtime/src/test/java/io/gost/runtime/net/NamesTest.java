package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

class NamesTest {
    private final Sockets sockets = Sockets.open(2, NOPLogger.NOP_LOGGER);
    private final LoopbackDns dns =
            LoopbackDns.knowing(
                    Map.of("two.test", List.of("127.0.0.2", "127.0.0.3"), "empty.test", List.of()));
    private final Names names =
            new Names(sockets, new SingletonDnsServerAddressStreamProvider(dns.address()));
    private final EventLoop loop = sockets.nextLoop();

    @AfterEach
    void close() {
        names.close();
        sockets.close();
        dns.close();
    }

    @Test
    void findsAllAddressesOfAName() {
        assertThat(resolve(Network.TCP, "two.test")).containsExactly("127.0.0.2", "127.0.0.3");
    }

    @Test
    void completesOnTheLoopItWasGiven() {
        var resolved = names.resolve(new Target(Network.TCP, "two.test", 80), loop);
        boolean onLoop = Await.result(resolved.thenApply(_ -> loop.inEventLoop()));
        assertThat(onLoop).isTrue();
    }

    @Test
    void knowsTheHostsFile() {
        assertThat(resolve(Network.TCP, "localhost")).contains("127.0.0.1");
        assertThat(resolve(Network.TCP4, "localhost")).containsExactly("127.0.0.1");
    }

    @Test
    void takesLiteralsAsTheyAre() {
        assertThat(resolve(Network.TCP, "192.0.2.7")).containsExactly("192.0.2.7");
        assertThat(resolve(Network.TCP, "2001:db8::7")).containsExactly("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void theEmptyHostIsThisMachineInTheWantedFamily() {
        assertThat(resolve(Network.TCP, "")).containsExactly("127.0.0.1");
        assertThat(resolve(Network.UDP6, "")).containsExactly("0:0:0:0:0:0:0:1");
    }

    @Test
    void aNameThatDoesNotExistOrHasNoAddressSaysSo() {
        for (String name : List.of("unknown.test", "empty.test")) {
            assertThat(failure(Network.TCP, name))
                    .hasMessage("domain " + name + " does not exist")
                    .returns(Category.RESOLVE, GostException::category);
        }
    }

    @Test
    void anAddressOfTheOtherFamilyIsNoAddress() {
        assertThat(failure(Network.TCP4, "::1")).hasMessage("::1 is not an address of tcp4");
        assertThat(failure(Network.UDP6, "127.0.0.1").category()).isEqualTo(Category.RESOLVE);
        assertThat(failure(Network.TCP6, "two.test").category()).isEqualTo(Category.RESOLVE);
    }

    @Test
    void anEmptyHostToListenOnIsEveryAddress() {
        Target any = new Target(Network.TCP, "", 8080);
        InetSocketAddress local = Await.result(names.resolveLocal(any, loop));
        assertThat(local.getAddress().isAnyLocalAddress()).isTrue();
        assertThat(local.getPort()).isEqualTo(8080);
    }

    @Test
    void aLookUpAfterTheLoopsHaveStoppedFails() {
        sockets.close();
        assertThat(failure(Network.TCP, "two.test").category()).isEqualTo(Category.RESOLVE);
    }

    private List<String> resolve(Network network, String host) {
        return Await.result(names.resolve(new Target(network, host, 80), loop)).stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }

    private GostException failure(Network network, String host) {
        GostException[] failure = new GostException[1];
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> resolve(network, host))
                .satisfies(thrown -> failure[0] = thrown);
        return failure[0];
    }
}
