package io.anchorify.auth.web.internal.json;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request. A value of the wrong type is a {@link Problem} that names its field. */
public final class Body {

    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_BYTES_SKIPPED = 1024 * 1024;

    private final Map<String, @Nullable Object> fields;

    Body(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads the body.
     *
     * @param known the fields that it can have
     * @throws Problem if it has another content type, is too large, is not a JSON object, or has another field
     */
    static Body read(HttpServletRequest request, Set<String> known) throws IOException {
        requireJson(request);
        Body body = new Body(Json.readObject(bytes(request))
                .orElseThrow(() -> new Problem(
                        400, "invalid-json", "The body must be a JSON object in UTF-8, without duplicate names.")));
        Map<String, String> unknown = new LinkedHashMap<>();
        body.fields.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> unknown.put(name, "There is no such field"));
        if (!unknown.isEmpty()) {
            throw Problem.invalid(unknown);
        }
        return body;
    }

    private static void requireJson(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new Problem(415, "wrong-type", "The Content-Type must be application/json.");
        }
    }

    private static byte[] bytes(HttpServletRequest request) throws IOException {
        InputStream stream = request.getInputStream();
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            // Reads on: a client that is still sending may never see the response (RFC 9112 section 9.6).
            stream.skip(MAX_BYTES_SKIPPED);
            throw new Problem(413, "too-large", "The body must have at most " + MAX_BYTES + " bytes.");
        }
        return bytes;
    }

    /** Whether the field is present, also with the value {@code null}. */
    boolean has(String field) {
        return fields.containsKey(field);
    }

    boolean isNull(String field) {
        return has(field) && fields.get(field) == null;
    }

    /** A text, or {@code null} if it is missing. */
    @Nullable
    String text(String field) {
        return text(field, fields.get(field));
    }

    /** A text that is required. */
    String requiredText(String field) {
        String text = text(field);
        if (text == null) {
            throw Problem.invalid(field, "This field is required");
        }
        return text;
    }

    /** An integer from zero, or nothing if it is missing. */
    Optional<Long> number(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Json.Literal literal && literal.digits().matches("[0-9]{1,15}")) {
            return Optional.of(Long.valueOf(literal.digits()));
        }
        throw Problem.invalid(field, "This field must be a whole number from 0");
    }

    /** Texts; none if the field is missing. */
    List<String> texts(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw Problem.invalid(field, "This field must be an array of texts");
        }
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(required(field, item)));
        return texts;
    }

    /** Whether the field is {@code true}. */
    boolean flag(String field) {
        Object value = fields.get(field);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw Problem.invalid(field, "This field must be true or false");
    }

    /** A text or an integer as text, or an empty text if it is missing. */
    String textOrNumber(String field) {
        Object value = fields.get(field);
        return value instanceof Json.Literal
                ? number(field).orElseThrow().toString()
                : Objects.requireNonNullElse(text(field), "");
    }

    /** Texts by name; none if the field is missing. */
    Map<String, String> textsByName(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> members)) {
            throw Problem.invalid(field, "This field must be an object whose values are texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((name, member) -> texts.put((String) name, required(field, member)));
        return texts;
    }

    private static String required(String field, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Problem.invalid(field, "This field must contain only texts");
    }

    private static @Nullable String text(String field, @Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Problem.invalid(field, "This field must be a text");
    }

    /** Omits the values, one of which can be a token. */
    @Override
    public String toString() {
        return "Body" + fields.keySet();
    }
}
