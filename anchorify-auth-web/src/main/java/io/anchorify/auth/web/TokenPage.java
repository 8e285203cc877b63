package io.anchorify.auth.web;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.web.internal.Assets;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Route;
import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.admin.AdminPages;
import io.anchorify.auth.web.internal.device.DevicePages;
import io.anchorify.auth.web.internal.owner.OwnerPages;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page on which users create, list, rename, rotate and revoke their tokens. It works without JavaScript. Map it to a path prefix,
 * such as {@code /tokens/*}. Created by {@link TokenWeb#page}.
 *
 * <p>Every answer has {@code Cache-Control: no-store}. A secret is in the answer to the request that created it, and nowhere else.
 */
public final class TokenPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = System.getLogger(TokenPage.class.getName());
    private static final String ASSETS = "/assets/";

    private final transient Settings settings;
    private final transient OwnerPages owner;
    private final transient List<Route> routes;

    TokenPage(Settings settings) {
        this.settings = settings;
        this.owner = new OwnerPages();
        this.routes = Stream.of(owner.routes(), new AdminPages().routes(), new DevicePages(settings.clock()).routes())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Renders the panel for a page of the host application that another servlet serves. Its links and forms lead to this page.
     *
     * @param request the request for that page, of a signed-in user
     * @return the panel
     * @throws IllegalStateException if nobody is signed in, or this servlet is not mapped to a path prefix
     * @throws TokenStoreException if the store does not answer
     */
    public TokenPanel panel(HttpServletRequest request) {
        if (settings.userOf(request) == null) {
            throw new IllegalStateException("The panel needs a signed-in user");
        }
        return owner.panel(new Exchange(settings, request, null, request.getContextPath() + mapping(request)));
    }

    private String mapping(HttpServletRequest request) {
        return request.getServletContext().getServletRegistrations().values().stream()
                .filter(this::isOwn)
                .flatMap(registration -> registration.getMappings().stream())
                .filter(mapping -> mapping.startsWith("/") && mapping.endsWith("/*"))
                .findFirst()
                .map(mapping -> mapping.substring(0, mapping.length() - 2))
                .orElseThrow(() -> new IllegalStateException("Map the token page to a path prefix such as /tokens/*"));
    }

    /** Before the first request, a container need not have initialised this servlet. */
    private boolean isOwn(ServletRegistration registration) {
        return getServletConfig() == null
                ? TokenPage.class.getName().equals(registration.getClassName())
                : registration.getName().equals(getServletName());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        if (path.startsWith(ASSETS)) {
            Assets.send(path.substring(ASSETS.length()), response);
            return;
        }
        request.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The page with a secret overrides it with no-referrer, which sets the Origin of its forms to "null".
        response.setHeader("Referrer-Policy", "same-origin");
        Exchange exchange =
                new Exchange(settings, request, response, request.getContextPath() + request.getServletPath());
        try {
            dispatch(exchange, path.equals("/") ? "" : path);
        } catch (UncertainCommitException e) {
            LOGGER.log(Level.WARNING, "Page failed: the result of a change is unknown", e);
            exchange.problem(503, "uncertain");
        } catch (TokenStoreException e) {
            LOGGER.log(Level.WARNING, "Page failed: the database is unavailable", e);
            response.setHeader("Retry-After", "1");
            exchange.problem(503, "unavailable");
        }
    }

    private void dispatch(Exchange exchange, String path) throws ServletException, IOException {
        HttpServletRequest request = exchange.request();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Optional<Route> found =
                routes.stream().filter(route -> route.matches(method, path)).findFirst();
        if (found.isEmpty()) {
            answerUnknown(exchange, path);
            return;
        }
        Route route = found.get();
        boolean isChange = !method.equals("GET");
        if (isChange && !settings.forms().isSameOrigin(request)) {
            exchange.problem(403, "cross-site");
        } else if (settings.userOf(request) == null) {
            exchange.requireSignIn(hadSession(request) ? route.resume().target(exchange) : "");
        } else if (isChange && !settings.forms().hasToken(request)) {
            route.stale().handle(exchange, route.idIn(path));
        } else {
            route.handler().handle(exchange, route.idIn(path));
        }
    }

    /** Whether there is something to resume. From anybody else, no body is read. */
    private static boolean hadSession(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getRequestedSessionId() != null;
    }

    /** The URL of a form is reloaded as a page when the browser restores a window. */
    private void answerUnknown(Exchange exchange, String path) throws ServletException, IOException {
        if (settings.userOf(exchange.request()) == null) {
            exchange.requireSignIn("");
        } else if (routes.stream().anyMatch(route -> route.matches("POST", path))) {
            exchange.redirect("");
        } else {
            exchange.problem(404, "not-found");
        }
    }
}
