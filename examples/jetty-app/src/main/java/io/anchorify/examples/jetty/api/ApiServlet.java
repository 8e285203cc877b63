package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.examples.jetty.documents.DocumentStore;
import io.anchorify.examples.jetty.documents.DocumentStoreException;
import io.anchorify.examples.jetty.transfer.Exporter;
import io.anchorify.examples.jetty.transfer.Importer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The REST API: dispatches requests to routes, which respond with JSON or problem details (RFC 9457). */
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = System.getLogger(ApiServlet.class.getName());

    private final transient List<Route> routes;

    /**
     * Serves tokens and documents.
     *
     * @param rotationGrace how long a token that has rotated itself stays valid; {@code null} to forbid that
     */
    public ApiServlet(
            TokenService tokens, DocumentStore documents, InstantSource clock, @Nullable Duration rotationGrace) {
        Exporter exporter = new Exporter(tokens, documents);
        Importer importer = new Importer(tokens, documents);
        routes = Stream.of(
                        new MeResource().routes(),
                        new TokensResource(tokens, rotationGrace).routes(),
                        new DocumentsResource(documents, clock).routes(),
                        new AdminResource(documents, exporter, importer).routes(),
                        new AdminTokensResource(tokens, documents).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            dispatch(request, response);
        } catch (Problem problem) {
            problem.send(response);
        } catch (TokenStoreException | DocumentStoreException e) {
            LOGGER.log(Level.WARNING, "Request failed: the database is unavailable", e);
            sendInstead(response, Problem.unavailable());
        } catch (IOException e) {
            // The client sends the body too slowly, or closed the connection.
            sendInstead(response, new Problem(408, "The request body did not arrive completely in time."));
        } catch (RuntimeException e) {
            sendInstead(response, problemOf(e));
        }
    }

    /** Aborts a response that has started, so that the client does not mistake it for a complete one. */
    private static void sendInstead(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("Response aborted");
        }
        response.resetBuffer();
        problem.send(response);
    }

    private void dispatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        List<Route> candidates =
                routes.stream().filter(route -> route.matches(path)).toList();
        if (candidates.isEmpty()) {
            throw new Problem(404, "No such resource.");
        }
        // HEAD is GET without the body, which the container omits.
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Route route = candidates.stream()
                .filter(candidate -> candidate.method().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(candidates));
        route.handle(request, response, path);
    }

    private static Problem problemOf(RuntimeException e) {
        // The container parses query and body lazily, and throws on the first access.
        if (e instanceof HttpException rejected && HttpStatus.isClientError(rejected.getCode())) {
            return new Problem(rejected.getCode(), "The request is not encoded correctly.");
        }
        LOGGER.log(Level.ERROR, "Request failed unexpectedly", e);
        return new Problem(500, Problem.INTERNAL_ERROR);
    }

    private static Problem notAllowed(List<Route> candidates) {
        TreeSet<String> methods = new TreeSet<>();
        candidates.forEach(route -> methods.add(route.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return Problem.methodNotAllowed(String.join(", ", methods));
    }
}
