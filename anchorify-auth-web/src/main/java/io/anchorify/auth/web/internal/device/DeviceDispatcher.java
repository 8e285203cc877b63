package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.DeviceFlow;
import io.anchorify.auth.DeviceFlowLimitException;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the requests of devices. */
public final class DeviceDispatcher {

    private static final Logger LOGGER = System.getLogger(DeviceDispatcher.class.getName());

    private static final int MAX_BYTES_SKIPPED = 1024 * 1024;

    private final Map<String, Handler> handlers;

    /** Answers a request that has the right method and path. */
    @FunctionalInterface
    private interface Handler {

        Map<String, @Nullable Object> answer(HttpServletRequest request);
    }

    /** Takes the flow of the service. */
    public DeviceDispatcher(Settings settings, DeviceFlow flow) {
        DeviceRequests requests = new DeviceRequests(settings, flow);
        this.handlers = Map.of("/code", requests::code, "/token", requests::token);
    }

    /** Answers a request. */
    public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            send(response, 200, answer(request, response));
        } catch (OAuthError e) {
            // Reads what is left of a body first: a container can close the connection of a client that is still
            // sending.
            request.getInputStream().skip(MAX_BYTES_SKIPPED);
            send(response, e);
        } catch (DeviceFlowLimitException e) {
            int status = e.limit() == DeviceFlowLimitException.Limit.RATE ? 429 : 503;
            send(response, OAuthError.retry(status, String.valueOf(e.getMessage()), e.retryAfter()));
        } catch (TokenStoreException e) {
            LOGGER.log(Level.WARNING, "Request of a device failed: the database is unavailable", e);
            send(response, OAuthError.retry(503, "The database is not responding", Duration.ofSeconds(5)));
        }
    }

    private Map<String, @Nullable Object> answer(HttpServletRequest request, HttpServletResponse response) {
        Handler handler = handlers.get(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if (handler == null) {
            throw OAuthError.withStatus(404, "invalid_request", "There is no such path");
        }
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            throw OAuthError.withStatus(405, "invalid_request", "This path accepts POST");
        }
        return handler.answer(request);
    }

    private static void send(HttpServletResponse response, OAuthError error) throws IOException {
        if (error.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(error.retryAfter().toSeconds()));
        }
        send(response, error.status(), error.body());
    }

    private static void send(HttpServletResponse response, int status, Map<String, @Nullable Object> body)
            throws IOException {
        byte[] bytes = Json.write(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
