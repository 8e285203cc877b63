package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.text.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request for JSON, with its answer. */
public final class JsonExchange {

    private final Settings settings;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final @Nullable String user;
    private final Instant now;

    /** Begins an exchange. */
    public JsonExchange(Settings settings, HttpServletRequest request, HttpServletResponse response) {
        this.settings = settings;
        this.request = request;
        this.response = response;
        this.user = settings.userOf(request);
        this.now = settings.clock().instant();
    }

    Settings settings() {
        return settings;
    }

    TokenService tokens() {
        return settings.tokens();
    }

    HttpServletRequest request() {
        return request;
    }

    /** The URL where a user signs in again. */
    String signInAgain() {
        return Objects.requireNonNull(settings.signInAgain()).apply(home());
    }

    /** Where a user continues after signing in, unless the client knows better. */
    String home() {
        return request.getContextPath() + "/";
    }

    /** The time of the request. */
    Instant now() {
        return now;
    }

    boolean isSignedIn() {
        return user != null;
    }

    /** The signed-in user. */
    String user() {
        return Objects.requireNonNull(user);
    }

    boolean isAdministrator() {
        return settings.administrator().test(request);
    }

    /** What the user can choose for a new token. */
    TokenOffer offer() {
        return settings.offer().apply(request);
    }

    /** The texts for messages about fields. */
    Texts texts() {
        return settings.languages().of(settings.locales().apply(request));
    }

    /** A parameter of the query, or {@code null} also if it is empty. */
    @Nullable
    String parameter(String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** All values of a parameter of the query. */
    List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null
                ? List.of()
                : Stream.of(values).filter(value -> !value.isEmpty()).toList();
    }

    /** Reads the body, which can have the given fields only. */
    Body body(String... fields) throws IOException {
        return Body.read(request, Set.of(fields));
    }

    /** The token of the signed-in user. */
    Token ownToken(String id) {
        return tokens().find(user(), id).orElseThrow(Problem::notFound);
    }

    Map<String, @Nullable Object> json(Token token) {
        return TokenJson.of(token, tokens().state(token));
    }

    /** Whether the user signed in recently enough to create a token. */
    boolean isRecentSignIn() {
        return settings.recentSignIn().test(request);
    }

    void requireRecentSignIn() {
        if (!isRecentSignIn()) {
            throw new Problem(403, "sign-in-again", "This needs a recent sign-in.")
                    .with("reauthenticate", signInAgain());
        }
    }

    void send(int status, Map<String, ?> body) throws IOException {
        send(status, "application/json", body);
    }

    void sendNothing() {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Reads what is left of a body first: a container can close the connection of a client that is still sending. */
    void send(Problem problem) throws IOException {
        request.getInputStream().skip(Body.MAX_BYTES);
        send(problem.status(), "application/problem+json", problem.body());
    }

    void header(String name, String value) {
        response.setHeader(name, value);
    }

    private void send(int status, String type, Map<String, ?> body) throws IOException {
        byte[] bytes = Json.write(body);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
