package io.anchorify.examples.jetty.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.anchorify.examples.jetty.docs.DocPage;
import io.anchorify.examples.jetty.docs.Downloads;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders the templates, which escape their values. */
public final class Pages {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    void login(HttpServletResponse response, int status, LoginForm form) throws IOException {
        send(response, status, "login.jte", Map.of("form", form));
    }

    /** The status is set, and depends on the panel. */
    void dashboard(HttpServletResponse response, DashboardLayout.Dashboard dashboard) throws IOException {
        send(response, response.getStatus(), "dashboard.jte", Map.of("dashboard", dashboard));
    }

    void rejectedForm(HttpServletResponse response) throws IOException {
        problem(
                response,
                403,
                "This form is no longer valid",
                "It has expired or was sent from another site. Nothing was changed. Reload the page and try again.");
    }

    void docs(HttpServletResponse response, Visitor visitor, DocPage page, @Nullable Downloads downloads, String url)
            throws IOException {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("visitor", visitor);
        model.put("page", page);
        model.put("downloads", downloads);
        model.put("url", url);
        send(response, 200, "docs.jte", model);
    }

    void problem(HttpServletResponse response, int status, String title, String text) throws IOException {
        send(response, status, "problem.jte", Map.of("visitor", Visitor.ANONYMOUS, "title", title, "text", text));
    }

    void notFound(HttpServletResponse response) throws IOException {
        problem(response, 404, "Page not found", "Check the address.");
    }

    void tooManyAttempts(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
        problem(
                response,
                429,
                "Too many attempts",
                "There were too many failed attempts to sign in. Try again in " + (wait.toMinutes() + 1)
                        + " minutes, or in a browser in which you signed in before.");
    }

    void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        problem(
                response,
                503,
                "Temporarily unavailable",
                "The database is not responding. Nothing was lost. Try again in a moment.");
    }

    /** The page for an error that the container answers itself. */
    public String containerError(int status) {
        String title = switch (status) {
            case 503 -> "Temporarily unavailable";
            default -> status < 500 ? "Request rejected" : "Internal error";
        };
        String text = switch (status) {
            case 503 -> "The server is busy. Try again in a moment.";
            default ->
                status < 500
                        ? "The server cannot process this request. Check the address."
                        : "The request failed because of an internal error. Try again later.";
        };
        return render("problem.jte", Map.of("visitor", Visitor.ANONYMOUS, "title", title, "text", text));
    }

    private void send(HttpServletResponse response, int status, String template, Map<String, @Nullable Object> model)
            throws IOException {
        String html = render(template, model);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(html);
    }

    private String render(String template, Map<String, @Nullable Object> model) {
        StringOutput html = new StringOutput();
        engine.render(template, model, html);
        return html.toString();
    }
}
