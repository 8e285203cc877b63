package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An error response with problem details (RFC 9457), which contain nothing of the request. */
final class ProblemResponse {

    private final int status;
    private final @Nullable String challenge;
    private final @Nullable String retryAfter;
    private final byte[] body;

    private ProblemResponse(int status, @Nullable String challenge, @Nullable String retryAfter, String detail) {
        this.status = status;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
        this.body = problem(status, detail).getBytes(StandardCharsets.UTF_8);
    }

    static ProblemResponse of(int status, String challenge, String detail) {
        return new ProblemResponse(status, challenge, null, detail);
    }

    static ProblemResponse badUri() {
        return new ProblemResponse(
                400,
                null,
                null,
                "The path of the URI is not canonical: it has an empty segment, a dot segment, a semicolon, a backslash, or"
                        + " an encoding that is not allowed.");
    }

    static ProblemResponse unavailable(long retryAfterSeconds) {
        String seconds = Long.toString(Math.max(1, retryAfterSeconds));
        return new ProblemResponse(503, null, seconds, "The token could not be checked. Try again in a moment.");
    }

    /** Sends this response if the state of the given one still allows it. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
            // The including page owns the response. Leaving the resource out is all that can be done.
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        setHeaders(response);
        if (!request.getMethod().equals("HEAD")) {
            write(response);
        }
    }

    private void setHeaders(HttpServletResponse response) {
        if (challenge != null) {
            // Added, not set: another mechanism may have added its own challenge.
            response.addHeader("WWW-Authenticate", challenge);
        }
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
    }

    private void write(HttpServletResponse response) throws IOException {
        try {
            response.getOutputStream().write(body);
        } catch (IllegalStateException e) {
            // The forwarding servlet has already called getWriter().
            response.getWriter().write(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String problem(int status, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title(status), status, detail);
    }

    /** The reason phrase of RFC 9110 section 15, as RFC 9457 section 4.2.1 recommends. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 503 -> "Service Unavailable";
            default -> throw new IllegalArgumentException("No problem response has the status " + status);
        };
    }
}
