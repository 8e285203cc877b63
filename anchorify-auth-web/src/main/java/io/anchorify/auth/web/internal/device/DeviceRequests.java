package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.DeviceFlow;
import io.anchorify.auth.DevicePoll;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two requests of a device (RFC 8628 sections 3.1 and 3.4). */
final class DeviceRequests {

    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    /** VSCHAR of RFC 6749 appendix A.1, in a length that fits into a client name. */
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x20-\\x7E]{1,100}");

    private final Settings settings;
    private final DeviceFlow flow;
    private final VerificationPage page;

    DeviceRequests(Settings settings, DeviceFlow flow) {
        this.settings = settings;
        this.flow = flow;
        this.page = new VerificationPage(settings.devices());
    }

    /** Starts an authorization. */
    Map<String, @Nullable Object> code(HttpServletRequest request) {
        DeviceParameters parameters = DeviceParameters.of(request);
        String clientId = clientId(parameters);
        String clientName = Objects.requireNonNullElse(parameters.optional("client_name"), clientId);
        Set<String> scopes = scopes(parameters, request);
        String url = page.url(request);
        try {
            return codes(flow.start(clientName, request.getRemoteAddr(), scopes), url);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, @Nullable Object> codes(DeviceAuthorization started, String url) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("device_code", started.deviceCode().reveal());
        json.put("user_code", started.userCode());
        json.put("verification_uri", url);
        json.put(
                "verification_uri_complete",
                url + "?user_code=" + URLEncoder.encode(started.userCode(), StandardCharsets.UTF_8));
        json.put("expires_in", secondsUntil(started.expiresAt()));
        json.put("interval", started.interval().toSeconds());
        return json;
    }

    /** Answers a poll. */
    Map<String, @Nullable Object> token(HttpServletRequest request) {
        DeviceParameters parameters = DeviceParameters.of(request);
        if (!parameters.required("grant_type").equals(GRANT_TYPE)) {
            throw new OAuthError("unsupported_grant_type", "The grant_type must be " + GRANT_TYPE);
        }
        clientId(parameters);
        return answer(flow.poll(parameters.required("device_code")));
    }

    private Map<String, @Nullable Object> answer(DevicePoll poll) {
        if (poll instanceof DevicePoll.Issued issued) {
            return token(issued.token());
        } else if (poll instanceof DevicePoll.Pending pending) {
            throw new OAuthError("authorization_pending", waiting("The user has not decided yet", pending.interval()));
        } else if (poll instanceof DevicePoll.SlowDown slowDown) {
            throw new OAuthError("slow_down", waiting("This was too early", slowDown.interval()));
        } else if (poll instanceof DevicePoll.Denied) {
            throw new OAuthError("access_denied", "The request was denied");
        }
        throw new OAuthError("expired_token", "The code has expired or was used before. Start again");
    }

    private static String waiting(String why, Duration interval) {
        return why + ". Poll again after " + interval.toSeconds() + " seconds";
    }

    private Map<String, @Nullable Object> token(IssuedToken issued) {
        Token token = issued.token();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("access_token", issued.secret().reveal());
        json.put("token_type", "Bearer");
        if (token.expiresAt() != null) {
            json.put("expires_in", secondsUntil(token.expiresAt()));
        }
        json.put("scope", token.scopeText());
        json.put("token_id", token.id());
        json.put("label", token.label());
        return json;
    }

    private long secondsUntil(Instant instant) {
        return Math.max(0, Duration.between(settings.clock().instant(), instant).toSeconds());
    }

    private String clientId(DeviceParameters parameters) {
        String id = parameters.required("client_id");
        if (!CLIENT_ID.matcher(id).matches()) {
            throw OAuthError.invalidRequest("The client_id must be 1 to 100 printable ASCII characters");
        }
        Set<String> accepted = settings.devices().clients();
        if (!accepted.isEmpty() && !accepted.contains(id)) {
            throw new OAuthError("invalid_client", "This client_id is not accepted here");
        }
        return id;
    }

    private Set<String> scopes(DeviceParameters parameters, HttpServletRequest request) {
        Set<String> requested = parameters.list("scope");
        if (!requested.isEmpty() && !offered(request).containsAll(requested)) {
            throw new OAuthError("invalid_scope", "At least one of the scopes is not offered here");
        }
        return requested;
    }

    private Set<String> offered(HttpServletRequest request) {
        return settings.offer().apply(request).scopes().stream()
                .map(TokenOffer.Scope::name)
                .collect(Collectors.toSet());
    }
}
