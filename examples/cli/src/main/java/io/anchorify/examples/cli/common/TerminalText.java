package io.anchorify.examples.cli.common;

/** Sanitizes text of other origin for a terminal. */
public final class TerminalText {

    private static final int MAX_LENGTH = 1000;

    private TerminalText() {}

    /** Replaces control, format and bidirectional characters, and truncates long text. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> printable.appendCodePoint(isPlain(c) ? c : 0xFFFD));
        return text.length() > MAX_LENGTH ? printable + "..." : printable.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
