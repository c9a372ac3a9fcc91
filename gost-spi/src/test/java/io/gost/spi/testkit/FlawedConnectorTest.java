package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.testkit.FlawedConnector.Flaw;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;

/** The connector's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedConnectorTest {
    @BeforeEach
    void waitLess() {
        Flawed.waitLess();
    }

    @AfterEach
    void waitAsAlways() {
        Flawed.waitAsAlways();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFound(Flaw flaw) {
        ConnectorContract contract = new Line(new FlawedConnector(flaw));
        assertThatThrownBy(() -> run(contract, flaw))
                .satisfies(
                        failure ->
                                assertThat(Flawed.everythingSaid(failure)).contains(flaw.advice()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSameTestPassesWithoutTheMistake(Flaw flaw) {
        ConnectorContract contract = new Line(new FlawedConnector(Flaw.NONE));
        assertThatCode(() -> run(contract, flaw)).doesNotThrowAnyException();
    }

    private static void run(ConnectorContract contract, Flaw flaw) throws IOException {
        switch (flaw) {
            case NONE,
                    LEAVES_ITS_CHANNEL_UNPARKED,
                    COMPLETES_ON_ANOTHER_THREAD,
                    BLOCKS_THE_EVENT_LOOP ->
                    contract.connectorCarriesOneMebibyteEachWayUnchanged();
            case WANTS_THE_ANSWER_IN_ONE_PIECE ->
                    contract.connectorUnderstandsAnAnswerThatArrivesByteByByte();
            case DROPS_WHAT_FOLLOWS_THE_ANSWER ->
                    contract.connectorKeepsBytesThatArriveRightBehindTheAnswer();
            case HEARS_NOTHING_OF_THE_END ->
                    contract.connectorGivesUpOnASilentNodeWhenItsChannelIsClosed();
            case TAKES_ANY_ANSWER -> contract.connectorFailsOnGarbage();
            case KEEPS_A_REFUSED_CHANNEL -> contract.connectorFailsWhateverFailsBehindTheNode();
            case BLAMES_ITSELF -> contract.connectorFailsWhenTheNodeLeavesWithinItsAnswer();
        }
    }

    private record Line(ConnectorProvider<?> connectorProvider) implements ConnectorContract {
        @Override
        public NodeSide nodeSide() {
            return NodeSide.of(new LineHandlerProvider());
        }
    }
}
