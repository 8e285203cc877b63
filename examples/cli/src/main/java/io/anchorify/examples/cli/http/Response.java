package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A complete response; the body is empty if a sink received it. */
final class Response {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    private Response(HttpResponse<byte[]> response) {
        status = response.statusCode();
        headers = response.headers();
        body = response.body();
    }

    static Response of(HttpResponse<byte[]> response) {
        return new Response(response);
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The JSON object in the body, if the content type matches and the body is one. */
    Optional<Map<String, @Nullable Object>> object(String type) {
        return isOfType(headers, type) ? Json.readObject(body) : Optional.empty();
    }

    static boolean isOfType(HttpHeaders headers, String type) {
        String value = headers.firstValue("Content-Type").orElse("");
        return value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(type);
    }
}
