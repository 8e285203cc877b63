package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer in place of the resource: problem details (RFC 9457) that hold nothing of the request. */
final class Denial {

    private final int status;
    private final @Nullable String challenge;
    private final @Nullable String retryAfter;
    private final byte[] body;

    private Denial(int status, @Nullable String challenge, @Nullable String retryAfter, String detail) {
        this.status = status;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
        this.body = problem(status, detail).getBytes(StandardCharsets.UTF_8);
    }

    static Denial of(int status, String challenge, String detail) {
        return new Denial(status, challenge, null, detail);
    }

    static Denial unavailable(long retryAfterSeconds) {
        String seconds = Long.toString(Math.max(1, retryAfterSeconds));
        return new Denial(503, null, seconds, "The token could not be checked. Try again in a moment.");
    }

    /** Sends this answer, as far as the state of the response still allows. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isIncluded = request.getDispatcherType() == DispatcherType.INCLUDE;
        if (response.isCommitted() || isIncluded) {
            // The page around it has been answered for; all that is left is to add nothing of the resource to it.
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
            // Added, for another mechanism may have put its own challenge there.
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
            // Whoever forwarded here had taken the writer already.
            response.getWriter().write(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String problem(int status, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title(status), status, detail);
    }

    /** The reason phrases of RFC 9110 section 15, as RFC 9457 section 4.2.1 asks for. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 503 -> "Service Unavailable";
            default -> throw new IllegalArgumentException("There is no denial with status " + status);
        };
    }
}
