package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link WithAnchorifyToken} describes. */
record AnnotatedToken(
        String owner,
        Set<String> scopes,
        Map<String, String> attributes,
        @Nullable String label) {

    static AnnotatedToken of(WithAnchorifyToken annotation) {
        return new AnnotatedToken(
                annotation.owner(),
                Set.of(annotation.scopes()),
                attributes(annotation.attributes()),
                annotation.label().isEmpty() ? null : annotation.label());
    }

    private static Map<String, String> attributes(String[] pairs) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : pairs) {
            int end = pair.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException(
                        "@WithAnchorifyToken: the attribute '" + pair + "' must have the form key=value");
            }
            attributes.put(pair.substring(0, end), pair.substring(end + 1));
        }
        return attributes;
    }

    TokenRequest request() {
        TokenRequest request = TokenRequest.of(owner).label(label).scopes(scopes.toArray(String[]::new));
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            request = request.attribute(attribute.getKey(), attribute.getValue());
        }
        return request;
    }

    /** A principal that no store knows, for tests without a service. */
    TokenPrincipal principal() {
        return new TokenPrincipal(owner, "test", label, scopes, attributes, List.of(), Instant.EPOCH, null);
    }
}
