package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads and writes JSON bodies. */
final class Json {

    private static final int MAX_BYTES = 128 * 1024;
    private static final int MAX_BYTES_SKIPPED = 16 * 1024 * 1024;
    /** Without pooled buffers and a table of field names, which would keep tokens of requests in memory. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // The feature above does not cover numbers and booleans for text fields.
            .withCoercionConfig(LogicalType.Textual, Json::refuseOtherScalars)
            .build();

    private Json() {}

    static void send(HttpServletResponse response, int status, Object body) throws IOException {
        send(response, status, "application/json", body);
    }

    static void send(HttpServletResponse response, int status, String type, Object body) throws IOException {
        byte[] bytes = bytes(body);
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    static byte[] bytes(Object body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /**
     * Reads the body of a request.
     *
     * @throws Problem if it has another content type, is too large, or is invalid
     */
    static <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
        requireType(request, "application/json");
        InputStream body = request.getInputStream();
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            // Reads on: a client that is still sending may never see the response (RFC 9112 section 9.6).
            body.skip(MAX_BYTES_SKIPPED);
            throw new Problem(413, "The request body must have at most " + MAX_BYTES + " bytes.");
        }
        try {
            // A parser of bytes would guess the encoding, and accept some malformed UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new Problem(400, "The request body must be a JSON object.");
            }
            return value;
        } catch (CharacterCodingException | JacksonException e) {
            throw new Problem(400, "The request body is not a valid JSON object for this resource.");
        }
    }

    static void requireType(HttpServletRequest request, String required) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        String withoutParameters = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!withoutParameters.equals(required)) {
            throw new Problem(415, "The Content-Type must be " + required + ".");
        }
    }

    private static void refuseOtherScalars(MutableCoercionConfig texts) {
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            texts.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
