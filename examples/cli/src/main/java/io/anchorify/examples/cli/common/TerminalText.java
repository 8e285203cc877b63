package io.anchorify.examples.cli.common;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sanitizes text of other origin for a terminal. */
public final class TerminalText {

    private static final int MAX_LENGTH = 1000;
    private static final int REPLACEMENT = 0xFFFD;

    private TerminalText() {}

    /** Replaces control, format and bidirectional characters, and truncates long text. */
    public static String printable(String text) {
        String printable = sanitized(text.codePoints().limit(MAX_LENGTH));
        return text.length() > MAX_LENGTH ? printable + "..." : printable;
    }

    /** Does the same to a line of any length, and keeps tabs. */
    public static String printableLine(String line) {
        return Arrays.stream(line.split("\t", -1))
                .map(part -> sanitized(part.codePoints()))
                .collect(Collectors.joining("\t"));
    }

    private static String sanitized(IntStream codePoints) {
        return codePoints
                .map(c -> isPlain(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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
