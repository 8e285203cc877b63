package io.anchorify.examples.jetty.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of bounded length and counts them. */
final class LineReader {

    /** Three times the size of the largest document with all characters escaped. */
    private static final int MAX_BYTES = 512 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final InputStream input;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long number;

    LineReader(InputStream input) {
        this.input = new BufferedInputStream(input, 64 * 1024);
    }

    /** The number of the last line read, starting at 1. */
    long number() {
        return number;
    }

    /**
     * Reads the next line.
     *
     * @return the line, or {@code null} at the end of the stream
     * @throws BadLineException if it is not a valid line of an export
     */
    @Nullable
    Line next() throws IOException {
        byte[] bytes = nextBytes();
        if (bytes == null) {
            return null;
        }
        try {
            Line line = MAPPER.readValue(bytes, Line.class);
            if (line != null) {
                return line;
            }
        } catch (JacksonException e) {
            // Not chained, because its message quotes the line.
        }
        throw bad("not a valid JSON object of an export.");
    }

    BadLineException bad(String sentence) {
        return new BadLineException(number, sentence);
    }

    private byte @Nullable [] nextBytes() throws IOException {
        buffer.reset();
        int next = input.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next >= 0 && next != '\n') {
            if (buffer.size() == MAX_BYTES) {
                throw bad("a line must have at most " + MAX_BYTES + " bytes.");
            }
            buffer.write(next);
            next = input.read();
        }
        return buffer.toByteArray();
    }
}
