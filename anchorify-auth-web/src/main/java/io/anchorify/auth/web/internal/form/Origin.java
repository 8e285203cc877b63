package io.anchorify.auth.web.internal.form;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An origin (RFC 6454): two origins are equal if scheme, host and port are, whatever their case and whether the default port is
 * written.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port the port, also if it is the default
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of a URL, or of the header {@code Origin}; nothing if the text is neither. */
    public static Optional<Origin> parse(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : of(new URI(text).parseServerAuthority());
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http" -> Optional.of(of(uri, scheme, 80));
            case "https" -> Optional.of(of(uri, scheme, 443));
            default -> Optional.empty();
        };
    }

    private static Origin of(URI uri, String scheme, int defaultPort) {
        return new Origin(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? defaultPort : uri.getPort());
    }
}
