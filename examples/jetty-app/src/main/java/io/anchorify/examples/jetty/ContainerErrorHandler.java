package io.anchorify.examples.jetty;

import io.anchorify.examples.jetty.api.Problem;
import io.anchorify.examples.jetty.web.Pages;
import io.anchorify.examples.jetty.web.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Renders errors that the container answers itself. The response contains the status only: Jetty's own pages reveal the
 * URI with its query, the servlet and the exceptions.
 */
final class ContainerErrorHandler extends ErrorHandler {

    private final Pages pages;
    private final SecurityHeaders headers;

    ContainerErrorHandler(Pages pages, SecurityHeaders headers) {
        this.pages = pages;
        this.headers = headers;
    }

    /** For every method, because an API client reads the body of a refused DELETE as well. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /** The filter that sets these headers did not run, or its headers were reset. */
    @Override
    protected void generateCacheControl(Response response) {
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        }
        boolean isPage = wantsPage(request);
        String type = isPage ? "text/html;charset=utf-8" : "application/problem+json";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        ByteBuffer body = isPage
                ? StandardCharsets.UTF_8.encode(pages.containerError(code))
                : ByteBuffer.wrap(Problem.ofContainer(code).json());
        response.write(true, body, callback);
    }

    /** Browsers ask for HTML explicitly; a client that accepts anything is a program. */
    private static boolean wantsPage(Request request) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getCanonicalPath(), "");
        return !path.startsWith("/api")
                && request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).contains("text/html");
    }
}
