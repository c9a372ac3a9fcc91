package io.gost.spi.testkit;

/**
 * What every transport, a listener and the dialer that belongs to it, owes the runtime.
 *
 * <p>Implement it in a test class and name the two; they are tested against each other over real
 * sockets.
 */
public interface TransportContract extends ListenerContract, DialerContract {
    @Override
    default ClientSide dialerSide() {
        return (network, call) ->
                network.bridge(
                        Await.result(new TransportRig(network, this).dial(call.service(), false)),
                        call.narrow() ? TestNetwork.NARROW : 0);
    }

    @Override
    default NodeSide listenerSide() {
        return (network, _) -> {
            TransportRig rig = new TransportRig(network, this);
            return rig.start(rig.listener(TestNetwork.loopback(), false));
        };
    }
}
