package io.anchorify.auth.web.internal;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.web.PageLayout;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.TokenPanel;
import io.anchorify.auth.web.internal.text.Texts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request for a page, with its answer. */
public final class Exchange {

    private final Settings settings;
    private final HttpServletRequest request;
    private final @Nullable HttpServletResponse response;
    private final String base;
    private final Texts texts;
    private final Instant now;

    /**
     * Begins an exchange.
     *
     * @param response the answer, or {@code null} to render a panel only
     * @param base the path of the page, without a slash at the end
     */
    public Exchange(
            Settings settings, HttpServletRequest request, @Nullable HttpServletResponse response, String base) {
        this.settings = settings;
        this.request = request;
        this.response = response;
        this.base = base;
        this.texts = settings.languages().of(settings.locales().apply(request));
        this.now = settings.clock().instant();
    }

    public Settings settings() {
        return settings;
    }

    public TokenService tokens() {
        return settings.tokens();
    }

    public HttpServletRequest request() {
        return request;
    }

    public HttpServletResponse response() {
        return Objects.requireNonNull(response);
    }

    public Texts texts() {
        return texts;
    }

    /** The time of the request. */
    public Instant now() {
        return now;
    }

    /** The signed-in user. Only for routes, which visitors do not reach. */
    public String user() {
        return Objects.requireNonNull(settings.userOf(request));
    }

    public boolean isAdministrator() {
        return settings.administrator().test(request);
    }

    /** What the user can choose for a new token. */
    public TokenOffer offer() {
        return settings.offer().apply(request);
    }

    /** A parameter, or an empty string. */
    public String parameter(String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    /** All values of a parameter. */
    public List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** The path and query of this request, relative to the page. */
    String pathAndQuery() {
        String info = Objects.requireNonNullElse(request.getPathInfo(), "");
        String path = info.equals("/") ? "" : info;
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    /** Whether the user signed in recently enough to create a token. If not, has sent the user to sign in again. */
    public boolean requireRecentSignIn(String target) {
        if (settings.recentSignIn().test(request)) {
            return true;
        }
        sendToSignIn(Objects.requireNonNull(settings.signInAgain()), target);
        return false;
    }

    /** Sends a visitor to sign in, or answers 401 if the host has no page for that. */
    public void requireSignIn(String target) throws IOException, ServletException {
        if (settings.signIn() == null) {
            problem(401, "signed-out");
        } else {
            sendToSignIn(settings.signIn(), target);
        }
    }

    private void sendToSignIn(Function<String, String> page, String target) {
        boolean isGet = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        // HttpServletResponse.sendRedirect would commit the response with status 302.
        response().setHeader("Location", page.apply(base + target));
        response().setStatus(isGet ? HttpServletResponse.SC_FOUND : HttpServletResponse.SC_SEE_OTHER);
    }

    /** Redirects to a path and query relative to the page, with GET. */
    public void redirect(String target) {
        response().setHeader("Location", base + target);
        response().setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    /** Shows a page. The template takes the parameters {@code view} and {@code page}. */
    public void show(int status, String titleKey, String template, @Nullable Object page)
            throws IOException, ServletException {
        TokenPanel panel = panel(titleKey, template, page);
        response().setStatus(status);
        response().setContentType("text/html");
        response().setCharacterEncoding("UTF-8");
        layout().write(request, response(), panel);
    }

    /** Renders a panel without writing it. */
    public TokenPanel panel(String titleKey, String template, @Nullable Object page) {
        View view = view();
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("view", view);
        parameters.put("page", page);
        return new TokenPanel(
                texts.get(titleKey),
                texts.locale(),
                Templates.render("head.jte", Map.of("view", view)),
                view.csrf(),
                Templates.render(template, parameters));
    }

    /** Shows a problem, whose texts are {@code problem.<key>.title} and {@code problem.<key>.text}. */
    public void problem(int status, String key) throws IOException, ServletException {
        show(status, "problem." + key + ".title", "problem.jte", key);
    }

    private View view() {
        boolean isSignedIn = settings.userOf(request) != null;
        return new View(
                base, texts, isSignedIn ? settings.forms().token(request) : "", isSignedIn && isAdministrator());
    }

    private PageLayout layout() {
        return settings.layout() == null ? new StandardLayout(texts, settings.backTo()) : settings.layout();
    }
}
