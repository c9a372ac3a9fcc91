package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import org.junit.jupiter.api.Test;

import java.util.List;

final class KeyTablesTest {
    private static final String HEAD =
            "| Key | Aliases | Type | Default | Effect |\n|---|---|---|---|---|\n";

    @Test
    void whatStandsBetweenTheMarksIsReplacedAndNothingElse() {
        KeyTables tables = new KeyTables(List.of(new LineHandlerProvider()));

        assertThat(tables.update("# a\n<!-- keys: handler line -->\nold\n<!-- /keys -->\nprose\n"))
                .isEqualTo(
                        "# a\n<!-- keys: handler line -->\n"
                                + HEAD
                                + "| `readTimeout` | `read.timeout` | duration | `15s` | time to"
                                + " wait for the client's request |\n"
                                + "| `idleTimeout` | | duration | `0s` | ends a relay when nobody"
                                + " said anything for so long; 0 for never |\n"
                                + "<!-- /keys -->\nprose\n");
        assertThat(tables.missing()).isEmpty();
    }

    @Test
    void aSharedTableNamesTheOwnersOfWhatIsNotShared() {
        KeyTables tables =
                new KeyTables(
                        List.of(new PlainProviders.Listening(), new PlainProviders.Dialing()));

        assertThat(tables.update("<!-- keys: listener tcp, dialer tcp -->\n<!-- /keys -->\n"))
                .contains("| `keepalive` | | bool | `false` | apply the")
                .contains("| `reuseport` | | bool | `false` | listener: let ");
    }

    @Test
    void aProviderWithoutKeysSaysSo() {
        assertThat(
                        new KeyTables(List.of(new RoundProvider()))
                                .update("<!-- keys: strategy round -->\n<!-- /keys -->"))
                .isEqualTo("<!-- keys: strategy round -->\nNo keys.\n<!-- /keys -->");
    }

    @Test
    void aProviderWithoutATableIsMissedAndATableWithoutAProviderIsWrong() {
        KeyTables tables =
                new KeyTables(List.of(new LineHandlerProvider(), new LineConnectorProvider()));

        tables.update("<!-- keys: handler line -->\n<!-- /keys -->");

        assertThat(tables.missing()).containsExactly("connector line");
        assertThatThrownBy(() -> tables.update("<!-- keys: handler lin -->\n<!-- /keys -->"))
                .hasMessageContaining("there is no handler lin");
    }
}
