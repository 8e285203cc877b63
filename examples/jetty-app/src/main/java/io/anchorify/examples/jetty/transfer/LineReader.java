package io.anchorify.examples.jetty.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Reads lines of bounded length and counts them. */
final class LineReader {

    /** Three times the size of the largest document with all characters escaped. */
    private static final int MAX_BYTES = 512 * 1024;

    /** Accepts values of exactly the type that an export has. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // The feature above does not cover numbers and booleans for text fields.
            .withCoercionConfig(LogicalType.Textual, LineReader::refuseOtherScalars)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new TextualInstant()))
            .build();

    private static final JsonMapper FIRST_VERSION =
            MAPPER.rebuild().addMixIn(Line.class, Line.FirstVersion.class).build();

    private final InputStream input;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private JsonMapper mapper = MAPPER;
    private long number;

    LineReader(InputStream input) {
        this.input = new BufferedInputStream(input, 64 * 1024);
    }

    /** Expects the lines of version 1 from now on. */
    void useFirstVersion() {
        mapper = FIRST_VERSION;
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
        String text = decode(bytes);
        // A parser would also accept a byte order mark, and an array of a type and an object.
        if (text.stripLeading().startsWith("{")) {
            try {
                return mapper.readValue(text, Line.class);
            } catch (JacksonException e) {
                // Not chained, because its message quotes the line.
            }
        }
        throw bad("not a valid JSON object of an export.");
    }

    /** A parser of bytes would guess the encoding, and accept some malformed UTF-8. */
    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("not valid UTF-8.");
        }
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

    private static void refuseOtherScalars(MutableCoercionConfig texts) {
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            texts.setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** Jackson would also take numbers, and texts that contain numbers, as times. */
    private static final class TextualInstant extends ValueDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return Instant.parse(parser.getString());
            } catch (DateTimeParseException e) {
                throw context.weirdStringException(parser.getString(), Instant.class, "not a time in RFC 3339 format");
            }
        }
    }
}
