package io.anchorify.examples.jetty.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Serves the OpenAPI document of the REST API to everybody. Add it before the filters that require a token. Nothing passes it,
 * so a URI that the container and a filter read differently reaches this document and nothing else without a token.
 */
public final class OpenApiFilter extends HttpFilter {

    /** The mapping of this filter. */
    public static final String PATH = "/api/openapi.json";

    private static final long serialVersionUID = 1L;

    private final transient byte[] document = read();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> send(response);
            default -> Problem.methodNotAllowed("GET, HEAD").send(response);
        }
    }

    private void send(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    private static byte[] read() {
        try (InputStream file = Objects.requireNonNull(OpenApiFilter.class.getResourceAsStream("/openapi.json"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
