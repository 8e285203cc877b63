package io.anchorify.auth.web.internal.device;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a request of a device, in a form (RFC 6749 section 3.2). */
record DeviceParameters(Map<String, String[]> values) {

    private static final String FORM = "application/x-www-form-urlencoded";
    /** Far more than these requests need. */
    private static final int MAX_BYTES = 16 * 1024;

    /**
     * Checks that the request has a form of moderate size.
     *
     * @throws OAuthError if not
     */
    static DeviceParameters of(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            throw OAuthError.invalidRequest("The Content-Type must be " + FORM);
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw OAuthError.withStatus(413, "invalid_request", "The body must have at most " + MAX_BYTES + " bytes");
        }
        if (request.getQueryString() != null) {
            throw OAuthError.invalidRequest("Send the parameters in the body, because URLs are logged");
        }
        return new DeviceParameters(values(request));
    }

    /** Containers throw exceptions of their own for a form that they cannot decode. */
    private static Map<String, String[]> values(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (RuntimeException e) {
            throw OAuthError.invalidRequest("The body is not a form in UTF-8");
        }
    }

    /** A parameter, or {@code null} if it is missing or empty (RFC 6749 section 3.1). */
    @Nullable
    String optional(String name) {
        String[] sent = values.get(name);
        if (sent == null) {
            return null;
        }
        if (sent.length > 1) {
            throw OAuthError.invalidRequest("There is more than one parameter " + name);
        }
        return sent[0].isEmpty() ? null : sent[0];
    }

    String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw OAuthError.invalidRequest("The parameter " + name + " is missing");
        }
        return value;
    }

    /** Values that are separated by spaces. */
    Set<String> list(String name) {
        String value = optional(name);
        return value == null
                ? Set.of()
                : Arrays.stream(value.split(" "))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Omits the values, one of which can be a device code. */
    @Override
    public String toString() {
        return "DeviceParameters" + values.keySet();
    }
}
