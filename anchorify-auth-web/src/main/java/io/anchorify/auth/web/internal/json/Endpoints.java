package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.web.FormProtection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All JSON endpoints: finds the one for a request, and makes the checks that they have in common. */
public final class Endpoints {

    private static final Logger LOGGER = System.getLogger(Endpoints.class.getName());

    private final List<Endpoint> endpoints = Stream.of(
                    new OwnerEndpoints().all(), new RevocationEndpoints().all(), new AdminEndpoints().all())
            .flatMap(List::stream)
            .toList();

    /** Answers a request. */
    public void handle(JsonExchange exchange) throws IOException {
        exchange.header("Cache-Control", "no-store");
        exchange.header("X-Content-Type-Options", "nosniff");
        exchange.header("Cross-Origin-Resource-Policy", "same-origin");
        try {
            dispatch(exchange);
        } catch (Problem e) {
            exchange.send(e);
        } catch (UncertainCommitException e) {
            unavailable(exchange, "The database stopped responding. Check whether the change took place.", e);
        } catch (TokenStoreException e) {
            unavailable(exchange, "The database is not responding. Try again in a moment.", e);
        }
    }

    private static void unavailable(JsonExchange exchange, String detail, TokenStoreException e) throws IOException {
        LOGGER.log(Level.WARNING, "Request failed: the database is unavailable", e);
        exchange.header("Retry-After", "1");
        exchange.send(new Problem(503, "unavailable", detail));
    }

    private void dispatch(JsonExchange exchange) throws IOException {
        HttpServletRequest request = exchange.request();
        String path = pathOf(request);
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (!method.equals("GET")) {
            requireSameOrigin(exchange);
        }
        requireUser(exchange);
        if (path.startsWith("/admin/") && !exchange.isAdministrator()) {
            throw Problem.notFound();
        }
        Endpoint endpoint = find(exchange, method, path);
        if (endpoint.isChange()) {
            requireToken(exchange);
        } else {
            requireReadableQuery(request);
        }
        endpoint.handle(exchange, path);
    }

    private static String pathOf(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.isEmpty() ? "/" : path;
    }

    private Endpoint find(JsonExchange exchange, String method, String path) {
        List<Endpoint> candidates =
                endpoints.stream().filter(endpoint -> endpoint.hasPath(path)).toList();
        if (candidates.isEmpty()) {
            throw Problem.notFound();
        }
        return candidates.stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .findFirst()
                .orElseThrow(() -> methodNotAllowed(exchange, candidates));
    }

    private static Problem methodNotAllowed(JsonExchange exchange, List<Endpoint> candidates) {
        String allowed = candidates.stream()
                .map(Endpoint::method)
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                .collect(Collectors.joining(", "));
        exchange.header("Allow", allowed);
        return new Problem(405, "wrong-method", "This path accepts " + allowed + ".");
    }

    private static void requireSameOrigin(JsonExchange exchange) {
        if (!exchange.settings().forms().isSameOrigin(exchange.request())) {
            throw new Problem(403, "cross-site", "The request was sent from another site. Nothing was changed.");
        }
    }

    private static void requireUser(JsonExchange exchange) {
        if (!exchange.isSignedIn()) {
            Problem problem = new Problem(401, "signed-out", "Nobody is signed in.");
            Function<String, String> signIn = exchange.settings().signIn();
            throw signIn == null ? problem : problem.with("signIn", signIn.apply(exchange.home()));
        }
    }

    /** Containers throw exceptions of their own for a query that they cannot decode. */
    private static void requireReadableQuery(HttpServletRequest request) {
        try {
            request.getParameterMap();
        } catch (RuntimeException e) {
            throw new Problem(400, "invalid-query", "The query is not encoded in UTF-8 and percent signs.");
        }
    }

    /** Only in the header: a parameter of the query would be in logs, and reading a form would consume the body. */
    private static void requireToken(JsonExchange exchange) {
        HttpServletRequest request = exchange.request();
        if (request.getHeader(FormProtection.HEADER) == null
                || !exchange.settings().forms().hasToken(request)) {
            throw new Problem(
                    403,
                    "csrf",
                    "The header " + FormProtection.HEADER
                            + " must contain \"csrfToken\" of GET /options of this session. Nothing was changed.");
        }
    }
}
