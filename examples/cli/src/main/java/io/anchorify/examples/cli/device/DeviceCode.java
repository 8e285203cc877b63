package io.anchorify.examples.cli.device;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Json.Literal;
import io.anchorify.examples.cli.common.TerminalText;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.FormResult.Received;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The codes that a server issued (RFC 8628 section 3.2). {@code toString} is redacted.
 *
 * @param secret the device code, with which the command requests the token
 * @param userCode the code that the user compares or enters, safe to print
 * @param address where the user enters the code
 * @param completeAddress the same with the code filled in, or {@code address}
 * @param lifetime how long the codes are valid
 * @param interval the minimum wait before each request of the token
 */
public record DeviceCode(
        String secret, String userCode, URI address, URI completeAddress, Duration lifetime, Duration interval) {

    private static final int MAX_USER_CODE = 64;
    private static final long MAX_LIFETIME = Duration.ofHours(1).toSeconds();
    private static final long MAX_INTERVAL = Duration.ofMinutes(5).toSeconds();
    private static final long DEFAULT_INTERVAL = 5;

    /**
     * Reads a response.
     *
     * @param secret the device code in it
     * @throws Failure if a field is missing or invalid, or an address belongs to another server
     */
    static DeviceCode of(Received response, String secret, Host host) {
        String userCode = text(response, "user_code");
        if (userCode.length() > MAX_USER_CODE) {
            throw invalid("user_code");
        }
        URI address = VerificationAddress.parse(text(response, "verification_uri"), host);
        Optional<String> complete = response.text("verification_uri_complete");
        return new DeviceCode(
                secret,
                TerminalText.printable(userCode),
                address,
                complete.map(text -> VerificationAddress.parse(text, host)).orElse(address),
                seconds(response, "expires_in", MAX_LIFETIME).orElseThrow(() -> invalid("expires_in")),
                seconds(response, "interval", MAX_INTERVAL).orElse(Duration.ofSeconds(DEFAULT_INTERVAL)));
    }

    @Override
    public String toString() {
        return "DeviceCode[redacted]";
    }

    private static String text(Received response, String name) {
        return response.text(name).filter(text -> !text.isBlank()).orElseThrow(() -> invalid(name));
    }

    /** At least one second, because the command must not poll without a pause. */
    private static Optional<Duration> seconds(Received response, String name, long maximum) {
        return response.json()
                .map(object -> object.get(name))
                .filter(Literal.class::isInstance)
                .flatMap(value -> ((Literal) value).asLong())
                .map(seconds -> Duration.ofSeconds(Math.max(1, Math.min(maximum, seconds))));
    }

    private static Failure invalid(String name) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "The server's response has no valid field '" + name + "'. Check the address, and that command and"
                        + " server have the same version.");
    }
}
