package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server: a scheme, a host and perhaps a port, and nothing behind them.
 *
 * @param uri without a slash at its end
 */
public record Host(URI uri) {

    private static final Pattern SHAPE =
            Pattern.compile("(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?/?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|.+\\.localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1]");

    /**
     * Reads an address.
     *
     * @param place where it stands, for the message, as in {@code the option --host}
     * @throws Failure if it is none; the message does not show it, for it may hold a password
     */
    public static Host parse(String text, String place, ExitCode exitCode) {
        Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || !isPort(matcher.group(3))) {
            throw new Failure(
                    exitCode,
                    "The address in " + place + " cannot be used: give http:// or https://, a host name and perhaps a"
                            + " port, as in https://tokens.example.org, without user, path or query.");
        }
        String port = matcher.group(3) == null ? "" : ":" + matcher.group(3);
        return new Host(URI.create(matcher.group(1) + "://" + matcher.group(2) + port));
    }

    /** The address of something on this server. */
    public URI resolve(String path) {
        return URI.create(uri + path);
    }

    public boolean isEncrypted() {
        return uri.getScheme().equals("https");
    }

    /** Whether a token that is sent there leaves this machine for all to read. */
    public boolean exposesTokens() {
        return !isEncrypted() && !LOOPBACK.matcher(uri.getHost()).matches();
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static boolean isPort(@Nullable String text) {
        return text == null || (Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65_535);
    }
}
