package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.HandlerProvider;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.testkit.FlawedLine.Flaw;
import io.netty.buffer.ByteBuf;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The contract fails for each mistake, and only for mistakes. */
final class ContractsTest {
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
        HandlerContract contract = new Contract(new FlawedLine(flaw, kept));
        assertThatThrownBy(() -> run(contract, flaw))
                .satisfies(
                        failure ->
                                assertThat(Flawed.everythingSaid(failure)).contains(flaw.advice()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSameTestPassesWithoutTheMistake(Flaw flaw) {
        HandlerContract contract = new Contract(new FlawedLine(Flaw.NONE, kept));
        assertThatCode(() -> run(contract, flaw)).doesNotThrowAnyException();
    }

    private static void run(HandlerContract contract, Flaw flaw) throws IOException {
        switch (flaw) {
            case NONE,
                    USES_ANOTHER_THREAD,
                    KEEPS_A_BUFFER,
                    BLOCKS_THE_EVENT_LOOP,
                    STARTS_A_THREAD ->
                    contract.handlerRelaysOneMebibyteEachWayUnchanged();
            case WANTS_THE_REQUEST_IN_ONE_PIECE ->
                    contract.handlerUnderstandsARequestThatArrivesByteByByte();
            case DROPS_WHAT_FOLLOWS_THE_REQUEST ->
                    contract.handlerKeepsBytesThatArriveRightBehindTheRequest();
            case SETS_NO_DEADLINE -> contract.handlerGivesASilentClientADeadline();
            case DOES_NOT_AUTHENTICATE -> contract.handlerRefusesAWrongUserAndNone();
            case GOES_ON_WITHOUT_A_LOGIN ->
                    contract.handlerForgetsAClientThatLeavesWhileItsLoginIsChecked();
            case SAYS_NOTHING_ON_FAILURE -> contract.handlerAnswersAndClosesWhateverFailsUpstream();
            case LETS_EXCEPTIONS_FALL -> contract.handlerClosesOnGarbage();
            case COPIES_WITHOUT_BACK_PRESSURE ->
                    contract.handlerStopsAClientWhoseTargetDoesNotRead();
            case CLOSES_BOTH_AT_THE_FIRST_END -> contract.handlerPassesOnTheEndOfTheClientsOutput();
            case FORGETS_THE_UPSTREAM -> contract.handlerReleasesTheUpstreamOfAClientThatLeft();
        }
    }

    private record Contract(HandlerProvider<?> handlerProvider) implements HandlerContract {
        @Override
        public ClientSide clientSide() {
            return ClientSide.of(new LineConnectorProvider());
        }
    }
}
