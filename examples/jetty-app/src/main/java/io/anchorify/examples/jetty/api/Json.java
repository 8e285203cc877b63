package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads and writes the bodies of the API. */
final class Json {

    private static final int MOST_BYTES = 128 * 1024;
    private static final int MOST_BYTES_SKIPPED = 16 * 1024 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // What the feature above leaves out: that a number or a boolean is taken for a text.
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
     * @throws Problem if it is of another type, too large, or not what is expected
     */
    static <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
        requireType(request, "application/json");
        InputStream body = request.getInputStream();
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            // Who is cut short while sending may never see the answer (RFC 9112 section 9.6).
            body.skip(MOST_BYTES_SKIPPED);
            throw new Problem(413, "The body of a request has at most " + MOST_BYTES + " bytes.");
        }
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new Problem(400, "The body is a JSON object.");
            }
            return value;
        } catch (JacksonException e) {
            throw new Problem(400, "The body is not the JSON object that this resource takes.");
        }
    }

    static void requireType(HttpServletRequest request, String required) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        String withoutParameters = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!withoutParameters.equals(required)) {
            throw new Problem(415, "The body is of type " + required + ".");
        }
    }

    private static void refuseOtherScalars(MutableCoercionConfig texts) {
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            texts.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
