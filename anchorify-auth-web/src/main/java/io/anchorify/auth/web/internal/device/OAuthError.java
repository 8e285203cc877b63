package io.anchorify.auth.web.internal.device;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error answer of RFC 6749 section 5.2. Its description contains nothing of the request. */
final class OAuthError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final @Nullable Duration retryAfter;

    private OAuthError(int status, String error, String description, @Nullable Duration retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    OAuthError(String error, String description) {
        this(400, error, description, null);
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError("invalid_request", description);
    }

    static OAuthError withStatus(int status, String error, String description) {
        return new OAuthError(status, error, description, null);
    }

    /** The client can send the same request again later. */
    static OAuthError retry(int status, String description, Duration after) {
        return new OAuthError(status, "temporarily_unavailable", description, after);
    }

    int status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", getMessage());
        return body;
    }
}
