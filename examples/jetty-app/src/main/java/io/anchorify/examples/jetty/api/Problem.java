package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An error response with problem details (RFC 9457). */
public final class Problem extends RuntimeException {

    static final String INTERNAL_ERROR = "The request failed because of an internal error.";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    Problem(int status, String detail) {
        this(status, detail, Map.of());
    }

    Problem(int status, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    static Problem unavailable() {
        return new Problem(503, "The database is not responding. Try again in a moment.", Map.of("Retry-After", "1"));
    }

    static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "This resource does not support the method.", Map.of("Allow", allowed));
    }

    /** An error that the container answers itself. */
    public static Problem ofContainer(int status) {
        return new Problem(
                status,
                switch (status) {
                    case 503 -> "The server is busy. Try again in a moment.";
                    default -> status < 500 ? "The server rejected the request." : INTERNAL_ERROR;
                });
    }

    public byte[] json() {
        return Json.bytes(body());
    }

    void send(HttpServletResponse response) throws IOException {
        headers.forEach(response::setHeader);
        Json.send(response, status, "application/problem+json", body());
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title());
        body.put("status", status);
        body.put("detail", getMessage());
        return body;
    }

    /** The reason phrase of RFC 9110; the container has another one for 500. */
    private String title() {
        return status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
    }
}
