package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Counts the lines of a stream and keeps its end, in constant memory. */
final class StreamTail {

    /** The last line of an export is shorter than this. */
    private static final int MAX_LINE = 4096;

    private final byte[] tail = new byte[MAX_LINE];
    private long bytes;
    private long lines;

    /** Reads a chunk without consuming it. */
    void read(ByteBuffer chunk) {
        for (int i = chunk.position(); i < chunk.limit(); i++) {
            byte b = chunk.get(i);
            tail[(int) (bytes++ % MAX_LINE)] = b;
            lines += b == '\n' ? 1 : 0;
        }
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    /** Whether the last line is a JSON object with this type. */
    boolean isOfType(String type) {
        return Json.readObject(last().getBytes(StandardCharsets.UTF_8))
                .map(line -> type.equals(line.get("type")))
                .orElse(false);
    }

    private String last() {
        StringBuilder text = new StringBuilder();
        for (long at = Math.max(0, bytes - MAX_LINE); at < bytes; at++) {
            text.append((char) (tail[(int) (at % MAX_LINE)] & 0xFF));
        }
        if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') {
            // Truncated: a complete line ends with a line feed.
            return "";
        }
        return text.substring(text.lastIndexOf("\n", text.length() - 2) + 1);
    }
}
