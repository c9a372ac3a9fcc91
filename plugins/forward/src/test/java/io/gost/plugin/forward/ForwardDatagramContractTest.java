package io.gost.plugin.forward;

import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.DatagramContract;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;

final class ForwardDatagramContractTest implements DatagramContract {
    @Override
    public Channel openDatagrams(TestNetwork network, Target target) {
        TestService service =
                TestService.of(network, new ForwardHandlerProvider()).datagrams().start();
        return Await.result(network.dialDatagrams(service.address(), network.nextLoop()));
    }
}
