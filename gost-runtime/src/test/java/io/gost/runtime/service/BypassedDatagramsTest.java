package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

class BypassedDatagramsTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void datagramsToBypassedTargetsAreDroppedAndTheOthersGoOn() {
        Parking.park(channel);
        BypassedDatagrams.drop(channel, target -> target.host().startsWith("10."));
        ByteBuf dropped = Unpooled.buffer().writeByte(1);
        assertThat(channel.writeOutbound(to("10.0.0.1", dropped))).isFalse();
        assertThat(dropped.refCnt()).isZero();
        Datagram passed = to("192.0.2.1", Unpooled.buffer().writeByte(2));
        assertThat(channel.writeOutbound(passed)).isTrue();
        assertThat(channel.<Datagram>readOutbound()).isSameAs(passed);
        passed.release();
        assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
    }

    private static Datagram to(String host, ByteBuf payload) {
        return new Datagram(new Target(Network.UDP, host, 53), payload);
    }
}
