package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Counts the lines of a stream and remembers how it ends, whatever its length, in constant memory. */
final class LastLine {

    /** The line that ends an export is a short one. */
    private static final int MOST = 4096;

    private final byte[] tail = new byte[MOST];
    private long bytes;
    private long lines;

    /** Looks at a piece and leaves it as it is. */
    void see(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            byte b = piece.get(i);
            tail[(int) (bytes++ % MOST)] = b;
            lines += b == '\n' ? 1 : 0;
        }
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    /** Whether the stream ends with a line that is an object with this type. */
    boolean isOfType(String type) {
        return Json.readObject(last().getBytes(StandardCharsets.UTF_8))
                .map(line -> type.equals(line.get("type")))
                .orElse(false);
    }

    private String last() {
        StringBuilder text = new StringBuilder();
        for (long at = Math.max(0, bytes - MOST); at < bytes; at++) {
            text.append((char) (tail[(int) (at % MOST)] & 0xFF));
        }
        if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') {
            // Cut short: a line ends with its end.
            return "";
        }
        return text.substring(text.lastIndexOf("\n", text.length() - 2) + 1);
    }
}
