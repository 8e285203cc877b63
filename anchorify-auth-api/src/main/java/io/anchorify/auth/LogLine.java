package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/** A line of a log: what happened, then names and values. No text can end the line or imitate another value. */
final class LogLine {

    private final StringBuilder line;

    LogLine(String what) {
        line = new StringBuilder(what).append(':');
    }

    /** Adds a text that may contain anything. Leaves out one that does not exist. */
    LogLine text(String name, @Nullable String text) {
        return text == null ? this : value(name, quoted(text));
    }

    /** Adds a value whose text is harmless. Leaves out one that does not exist. */
    LogLine value(String name, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
        return this;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder().append('"');
        text.codePoints().forEach(c -> appendEscaped(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            quoted.append('\\').appendCodePoint(codePoint);
        } else if (isVisible(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            quoted.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
    }

    /** Everything but line breaks, control characters, and format characters such as changes of text direction. */
    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
