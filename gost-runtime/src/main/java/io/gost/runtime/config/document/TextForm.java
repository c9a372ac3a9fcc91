package io.gost.runtime.config.document;

/** The forms in which YAML writes a text, and which of them GOST's YAML library takes. */
enum TextForm {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL;

    private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

    /** What a text is made of, as far as it restricts the form. */
    private record Traits(
            boolean breaks,
            boolean tab,
            boolean special,
            boolean edgeSpace,
            boolean trailingSpace,
            boolean spaceThenBreak,
            boolean indicator) {}

    static TextForm of(String text) {
        if (text.indexOf('\n') < 0 && !PlainScalar.isText(text)) {
            return DOUBLE_QUOTED;
        }
        Traits traits = traits(text);
        if (text.indexOf('\n') >= 0) {
            boolean literal = !traits.trailingSpace && !traits.spaceThenBreak && !traits.special;
            return literal ? LITERAL : DOUBLE_QUOTED;
        }
        if (traits.breaks || traits.tab || traits.special) {
            return DOUBLE_QUOTED;
        }
        return traits.edgeSpace || traits.indicator ? SINGLE_QUOTED : PLAIN;
    }

    /** Characters that YAML takes without an escape. */
    static boolean isPrintable(int character) {
        return character == '\n'
                || (character >= ' ' && character <= '~')
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF);
    }

    static boolean isBreak(int character) {
        return character == '\n'
                || character == '\r'
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }

    private static Traits traits(String text) {
        int[] characters = text.codePoints().toArray();
        int last = characters.length - 1;
        boolean breaks = false;
        boolean tab = false;
        boolean special = false;
        boolean spaceThenBreak = false;
        for (int i = 0; i <= last; i++) {
            int character = characters[i];
            breaks |= isBreak(character);
            tab |= character == '\t';
            special |= character != '\t' && !isPrintable(character);
            spaceThenBreak |= isBreak(character) && i > 0 && characters[i - 1] == ' ';
        }
        boolean trailingSpace = characters[last] == ' ';
        return new Traits(
                breaks,
                tab,
                special,
                trailingSpace || characters[0] == ' ',
                trailingSpace,
                spaceThenBreak,
                hasIndicator(text));
    }

    private static boolean hasIndicator(String text) {
        char first = text.charAt(0);
        if (text.startsWith("---") || text.startsWith("...") || INDICATORS.indexOf(first) >= 0) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean before = i > 0 && isBlank(text.charAt(i - 1));
            boolean after = i + 1 == text.length() || isBlank(text.charAt(i + 1));
            if ((character == ':' && after)
                    || (character == '#' && before)
                    || (i == 0 && after && (character == '-' || character == '?'))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
