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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/** The REST API: finds the route of a request, and answers with JSON or with problem details (RFC 9457). */
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = System.getLogger(ApiServlet.class.getName());

    private final transient List<Route> routes;

    public ApiServlet(TokenService tokens, DocumentStore documents, InstantSource clock) {
        Exporter exporter = new Exporter(tokens, documents);
        Importer importer = new Importer(tokens, documents);
        routes = Stream.of(
                        new MeResource().routes(),
                        new TokensResource(tokens).routes(),
                        new DocumentsResource(documents, clock).routes(),
                        new AdminResource(documents, exporter, importer).routes())
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
            LOGGER.log(Level.WARNING, "A request could not be answered", e);
            sendInstead(response, Problem.unavailable());
        } catch (RuntimeException e) {
            sendInstead(response, problemOf(e));
        }
    }

    /** An answer that has begun is broken off, so that it cannot be taken for a whole one. */
    private static void sendInstead(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("The answer broke off");
        }
        response.resetBuffer();
        problem.send(response);
    }

    private void dispatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        List<Route> here = routes.stream().filter(route -> route.matches(path)).toList();
        if (here.isEmpty()) {
            throw new Problem(404, "There is no such resource.");
        }
        // HEAD is GET without the body, which the container leaves out.
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Route route = here.stream()
                .filter(candidate -> candidate.method().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(here));
        route.handle(request, response, path);
    }

    private static Problem problemOf(RuntimeException e) {
        // The container reads a query or a body only when it is asked for, and says only then that it cannot.
        if (e instanceof HttpException refused && HttpStatus.isClientError(refused.getCode())) {
            return new Problem(refused.getCode(), "The request is not encoded as HTTP has it.");
        }
        LOGGER.log(Level.ERROR, "A request failed in an unexpected way", e);
        return new Problem(500, "The request failed for a reason on our side.");
    }

    private static Problem notAllowed(List<Route> here) {
        TreeSet<String> methods = new TreeSet<>();
        here.forEach(route -> methods.add(route.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return new Problem(
                405, "This resource does not know that method.", Map.of("Allow", String.join(", ", methods)));
    }
}
