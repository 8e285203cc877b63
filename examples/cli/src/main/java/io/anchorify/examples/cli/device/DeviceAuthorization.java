package io.anchorify.examples.cli.device;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.TerminalText;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.FormClient;
import io.anchorify.examples.cli.http.FormResult;
import io.anchorify.examples.cli.http.FormResult.NoResponse;
import io.anchorify.examples.cli.http.FormResult.Received;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Requests a token that the user approves in a browser (RFC 8628). */
public final class DeviceAuthorization {

    /** The source of the tokens, for messages. */
    public static final String SOURCE = "the browser login";

    private static final String CLIENT_ID = "anchorify";
    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String AGAIN = " Run 'anchorify login' to try again.";
    /** The response with the token may be one of those that were lost. */
    private static final String USED =
            "The code expired or was used by a request whose response was lost. If you approved the login, revoke the"
                    + " unused token";

    private final Host host;
    private final FormClient client;
    private final Consumer<String> secrets;

    /**
     * Creates a client.
     *
     * @param secrets receives the device code before a message could quote it
     */
    public DeviceAuthorization(Host host, FormClient client, Consumer<String> secrets) {
        this.host = host;
        this.client = client;
        this.secrets = secrets;
    }

    /**
     * Requests the codes.
     *
     * @param clientName the name of this client for the approval page
     * @return empty if the server does not support this login
     * @throws Failure if the server refuses the request, names an invalid address, or cannot be reached
     */
    public Optional<DeviceCode> start(String clientName) {
        Received response =
                client.postRepeatable("/device/code", Map.of("client_id", CLIENT_ID, "client_name", clientName));
        if (response.isServerError() || response.isRedirectedElsewhere()) {
            throw response.failure();
        }
        if (response.status() == 400 && response.text("error").isPresent()) {
            throw refused(response);
        }
        // Without these endpoints, a server responds with 401, 404, a redirection to its own login page, or a page.
        Optional<String> secret = response.text("device_code").filter(code -> response.isOk());
        secret.ifPresent(secrets);
        return secret.map(code -> DeviceCode.of(response, code, host));
    }

    /**
     * Waits until the user has approved.
     *
     * @throws Failure if the user denies, or the code expires
     */
    public BearerToken await(DeviceCode code, Polling polling) {
        while (polling.pause()) {
            Optional<BearerToken> token = request(code, polling);
            if (token.isPresent()) {
                return token.orElseThrow();
            }
        }
        throw polling.problem().orElseGet(DeviceAuthorization::expired);
    }

    private Optional<BearerToken> request(DeviceCode code, Polling polling) {
        FormResult result = client.post(
                "/device/token",
                Map.of("grant_type", GRANT_TYPE, "device_code", code.secret(), "client_id", CLIENT_ID));
        if (result instanceof NoResponse none) {
            polling.failed(none.failure());
            return Optional.empty();
        }
        Received response = (Received) result;
        if (response.isOk()) {
            return Optional.of(token(response));
        }
        obey(response, polling);
        return Optional.empty();
    }

    /** The errors of RFC 8628 section 3.5. */
    private void obey(Received response, Polling polling) {
        if (response.isBusy()) {
            polling.busy(response.retryAfter());
        } else if (response.isServerError()) {
            polling.failed(response.failure());
        } else {
            switch (response.text("error").orElseThrow(response::failure)) {
                case "authorization_pending" -> polling.pending();
                case "slow_down" -> polling.slowDown();
                default -> throw ended(response, polling);
            }
        }
    }

    private Failure ended(Received response, Polling polling) {
        return switch (response.text("error").orElse("")) {
            case "access_denied" -> failure("The login was denied." + AGAIN);
            case "expired_token", "invalid_grant" ->
                polling.hasFailed() ? failure(USED + " on " + host + "/dashboard." + AGAIN) : expired();
            default -> refused(response);
        };
    }

    private BearerToken token(Received response) {
        String text = response.text("access_token").orElse("").strip();
        if (text.isEmpty() || !response.text("token_type").orElse("").equalsIgnoreCase("Bearer")) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    host + " sent no token that this command can use. Check that command and server have the same"
                            + " version.");
        }
        return BearerToken.of(text, SOURCE);
    }

    private Failure refused(Received response) {
        String description =
                response.text("error_description").map(text -> ": " + text).orElse("");
        return failure(host + " refused the login ("
                + TerminalText.printable(response.text("error").orElse("") + description) + ").");
    }

    private static Failure expired() {
        return failure("The code expired before the login was approved." + AGAIN);
    }

    private static Failure failure(String message) {
        return new Failure(ExitCode.REFUSED, message);
    }
}
