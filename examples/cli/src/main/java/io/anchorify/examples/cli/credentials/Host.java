package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a server: scheme, host and optional port, without a path.
 *
 * @param uri without a trailing slash
 */
public record Host(URI uri) {

    private static final Pattern SHAPE =
            Pattern.compile("(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?/?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.+\\.localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1]");

    /**
     * Parses a server URL.
     *
     * @param source where it came from, for the message, for example {@code --host}
     * @throws Failure if it is invalid; the message omits it, because it may contain a password
     */
    public static Host parse(String text, String source, ExitCode exitCode) {
        Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || !isPort(matcher.group(3))) {
            throw invalid(source, exitCode);
        }
        String port = matcher.group(3) == null ? "" : ":" + matcher.group(3);
        try {
            return new Host(new URI(matcher.group(1) + "://" + matcher.group(2) + port).parseServerAuthority());
        } catch (URISyntaxException e) {
            throw invalid(source, exitCode);
        }
    }

    /** The URI of a path on this server. */
    public URI resolve(String path) {
        return URI.create(uri + path);
    }

    public boolean isEncrypted() {
        return uri.getScheme().equals("https");
    }

    /** Whether a token sent there crosses the network unencrypted. */
    public boolean exposesTokens() {
        return !isEncrypted() && !isLoopback();
    }

    /** Whether it is this machine. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    /** The host name or the address, an IPv6 address without brackets. */
    public String name() {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    /** The port, or else the one of the scheme. */
    public int port() {
        int schemePort = isEncrypted() ? 443 : 80;
        return uri.getPort() < 0 ? schemePort : uri.getPort();
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static Failure invalid(String source, ExitCode exitCode) {
        return new Failure(
                exitCode,
                "Invalid server URL in " + source + ". Use http(s)://HOST[:PORT] without user, path or query, for"
                        + " example https://tokens.example.org.");
    }

    private static boolean isPort(@Nullable String text) {
        return text == null || (Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65_535);
    }
}
