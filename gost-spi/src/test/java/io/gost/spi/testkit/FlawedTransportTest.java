package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.FlawedTransport.Flaw;
import io.netty.buffer.ByteBuf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The transport's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedTransportTest {
    private final Queue<ByteBuf> kept = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void waitLess() {
        Flawed.waitLess();
    }

    @AfterEach
    void waitAsAlwaysAndReleaseWhatWasKept() {
        kept.forEach(ByteBuf::release);
        Flawed.waitAsAlways();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFound(Flaw flaw) {
        TransportContract contract = new Both(new FlawedTransport(flaw, kept));
        assertThatThrownBy(() -> run(contract, flaw))
                .satisfies(
                        failure ->
                                assertThat(Flawed.everythingSaid(failure)).contains(flaw.advice()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSameTestPassesWithoutTheMistake(Flaw flaw) {
        TransportContract contract = new Both(new FlawedTransport(Flaw.NONE, kept));
        assertThatCode(() -> run(contract, flaw)).doesNotThrowAnyException();
    }

    private static void run(TransportContract contract, Flaw flaw) throws IOException {
        switch (flaw) {
            case NONE,
                    KEEPS_BUFFERS,
                    LEAVES_ITS_CHANNEL_UNPARKED,
                    COMPLETES_ON_ANOTHER_THREAD,
                    BLOCKS_THE_EVENT_LOOP ->
                    contract.transportUnderstandsAHandshakeThatArrivesByteByByte();
            case SWALLOWS_THE_END_OF_INPUT -> contract.transportPassesOnTheEndOfTheClientsOutput();
            case TAKES_ANY_WORD -> contract.dialerFailsOnGarbage();
            case KEEPS_READING -> contract.transportStopsAClientWhoseServerDoesNotRead();
            case NEVER_STOPS -> contract.listenerFreesItsAddressAndLeavesItsConnections();
        }
    }

    private record Both(FlawedTransport transport) implements TransportContract {
        @Override
        public ListenerProvider<?> listenerProvider() {
            return transport.listening();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return transport.dialing();
        }
    }
}
