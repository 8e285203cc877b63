package io.anchorify.examples.cli.common;

/** Texts that came from elsewhere, on their way to a terminal. */
public final class Text {

    private static final int MOST = 1000;

    private Text() {}

    /** Without what a terminal would obey or what would turn the direction of the line, and not without end. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> printable.appendCodePoint(isPlain(c) ? c : 0xFFFD));
        return text.length() > MOST ? printable + "..." : printable.toString();
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
