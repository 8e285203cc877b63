package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server answered to a form. */
public sealed interface FormResult {

    /**
     * A complete response.
     *
     * @param json the JSON object in the body, if it is one
     * @param isRedirectedElsewhere whether it names another server
     * @param retryAfter the value of {@code Retry-After}, one second without it
     * @param failure describes an error response that the caller did not expect
     */
    record Received(
            int status,
            Optional<Map<String, @Nullable Object>> json,
            boolean isRedirectedElsewhere,
            Duration retryAfter,
            Failure failure)
            implements FormResult {

        public boolean isOk() {
            return status == 200;
        }

        /** Whether the server asks to send the request again later. */
        public boolean isBusy() {
            return status == 429 || status == 503;
        }

        /** Whether the server, or a proxy in front of it, failed. */
        public boolean isServerError() {
            return status >= 500;
        }

        /** A text field of the body; empty if it is missing or no text. */
        public Optional<String> text(String name) {
            return json.map(object -> object.get(name))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        }
    }

    /**
     * No response, or an incomplete one.
     *
     * @param failure says why
     */
    record NoResponse(Failure failure) implements FormResult {}
}
