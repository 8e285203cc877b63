package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An answer that is not what was asked for: problem details, by RFC 9457. */
public final class Problem extends RuntimeException {

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
        return new Problem(503, "The database does not answer. Try again in a moment.", Map.of("Retry-After", "1"));
    }

    /** For what the container refused, or failed at, by itself. */
    public static Problem ofContainer(int status) {
        return new Problem(
                status,
                status < 500 ? "The request was refused as it is." : "The request failed for a reason on our side.");
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

    /** As RFC 9110 has it, of which the container's own text differs. */
    private String title() {
        return status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
    }
}
