package io.anchorify.examples.jetty;

import io.anchorify.examples.jetty.api.Problem;
import io.anchorify.examples.jetty.web.Pages;
import io.anchorify.examples.jetty.web.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the container answers by itself, because no servlet could or would. It says the status, and nothing of the
 * request or of what is in here: Jetty's own pages show the address with its query, the servlet and the exceptions.
 */
final class Refusals extends ErrorHandler {

    private final Pages pages;

    Refusals(Pages pages) {
        this.pages = pages;
    }

    /** Of every method, for a client of the API reads the reason of a refused DELETE too. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /** The filter that adds these was not asked, or what it had added is gone with the answer that was begun. */
    @Override
    protected void generateCacheControl(Response response) {
        SecurityHeaders.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        boolean isPage = wantsPage(request);
        String type = isPage ? "text/html;charset=utf-8" : "application/problem+json";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        ByteBuffer body = isPage
                ? StandardCharsets.UTF_8.encode(pages.refusal(code))
                : ByteBuffer.wrap(Problem.ofContainer(code).json());
        response.write(true, body, callback);
    }

    /** Browsers ask for HTML by its name. Whoever takes anything is a program. */
    private static boolean wantsPage(Request request) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getCanonicalPath(), "");
        return !path.startsWith("/api")
                && request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).contains("text/html");
    }
}
