package io.gost.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.Config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTextTest {
    private static final String FILE =
            """
            # my proxies

            services:
            # the first
            - name: a # for all
              addr: ":1"
            # the second
            - {name: b, addr: ':2'}

            # where to log
            log:
              level: info   # not debug
            """;

    @Test
    void whatIsTheSameStaysAsItIs() {
        assertThat(KeptText.write(EditedConfig.read(FILE), FILE)).isEqualTo(FILE);
    }

    @Test
    void changedObjectsAreWrittenAnewAndTheOthersKeepTheirComments() {
        Config changed = EditedConfig.read(FILE.replace("':2'", "':3'"));
        assertThat(KeptText.write(changed, FILE))
                .isEqualTo(
                        """
                        # my proxies

                        services:
                        # the first
                        - name: a # for all
                          addr: ":1"
                        - name: b
                          addr: :3
                        # where to log
                        log:
                          level: info   # not debug
                        """);
    }

    @Test
    void newSectionsFollowAndSectionsWithoutObjectsAreGone() {
        Config changed =
                EditedConfig.read(
                        """
                        hops: [{name: h, nodes: []}]
                        log: {level: info}
                        """);
        assertThat(KeptText.write(changed, FILE))
                .startsWith("# my proxies\n")
                .contains("# where to log\nlog:\n", "\nhops:\n  - name: h\n")
                .doesNotContain("the first");
    }

    @Test
    void newObjectsStandWhereTheyBelong() {
        Config changed =
                EditedConfig.read(FILE.replace("# the second", "- {name: c, addr: ':9'}\n"));
        assertThat(KeptText.write(changed, FILE))
                .containsSubsequence("# the first", "- name: c", "# the second", "name: b", "log:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{services: [{name: x}]}",
                "services: [{name: x}]\nlog.level: debug\n",
                "a: &a {name: x}\nservices: [*a]\n",
                "services:\n- {name: x}\n---\nlog: {}\n",
                "services:\n  - name: x\n    metadata: {k: |\n      text\n    }\n",
                "no: [yaml",
                "",
            })
    void whateverTheFileHoldsWhatIsWrittenSaysTheConfiguration(String file) {
        Config changed = EditedConfig.read(FILE);
        String written = KeptText.write(changed, file);
        assertThat(EditedConfig.read(written.replaceAll("(?m)^a: .*\\n", ""))).isEqualTo(changed);
    }
}
