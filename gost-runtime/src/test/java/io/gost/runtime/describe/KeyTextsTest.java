package io.gost.runtime.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of the schema are the Javadoc of the configuration's records. To bring them up to date:
 * {@code mvn -pl gost-runtime -am test -Dtest=KeyTextsTest -Dgost.write=true
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
final class KeyTextsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/gost/runtime/config");
    private static final Path TABLE =
            Path.of("src/main/resources/io/gost/runtime/describe", KeyTexts.TABLE);
    private static final Pattern RECORD =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*public record"
                            + " (\\w+)\\(",
                    Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");

    @Test
    void theTableIsTheJavadocOfTheRecords() throws IOException {
        List<String> wanted = new ArrayList<>();
        wanted.add("# Written by KeyTextsTest from the Javadoc of io.gost.runtime.config.");
        texts().forEach((key, text) -> wanted.add(key + "=" + text));
        if (Boolean.getBoolean("gost.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.write(TABLE, wanted);
        }

        assertThat(TABLE)
                .as("the command in this test's Javadoc brings it up to date")
                .exists()
                .extracting(KeyTextsTest::lines)
                .isEqualTo(wanted);
    }

    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".java")) {
                    collect(Files.readString(file), texts);
                }
            }
        }
        return texts;
    }

    private static void collect(String source, Map<String, String> texts) {
        Matcher record = RECORD.matcher(source);
        if (!record.find()) {
            return;
        }
        String[] tags = plain(record.group(1)).split(" @param ", -1);
        put(record.group(2) + ".", firstSentence(tags[0]), texts);
        Stream.of(tags)
                .skip(1)
                .map(tag -> tag.split(" ", 2))
                .forEach(words -> put(record.group(2) + "." + words[0], words[1], texts));
    }

    private static void put(String key, String text, Map<String, String> texts) {
        texts.put(key, text.strip().replaceAll("\\.$", ""));
    }

    private static String firstSentence(String text) {
        return text.strip().split("(?<=\\.) ", 2)[0];
    }

    private static String plain(String javadoc) {
        String joined =
                javadoc.lines()
                        .map(line -> line.strip().replaceFirst("^\\*", "").strip())
                        .collect(Collectors.joining(" "));
        return TAG.matcher(joined).replaceAll("$1").replaceAll("\\s+", " ");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
