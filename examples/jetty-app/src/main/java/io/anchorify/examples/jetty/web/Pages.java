package io.anchorify.examples.jetty.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders the templates, which escape what is put into them. */
public final class Pages {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    void login(HttpServletResponse response, Visitor visitor, boolean failed, String username) throws IOException {
        send(
                response,
                failed ? 401 : 200,
                "login.jte",
                Map.of("visitor", visitor, "failed", failed, "username", username));
    }

    void dashboard(HttpServletResponse response, DashboardPage page) throws IOException {
        if (page.issued() != null) {
            response.setHeader("Referrer-Policy", "no-referrer");
        }
        send(response, page.labelProblem() == null ? 200 : 400, "dashboard.jte", Map.of("page", page));
    }

    void problem(HttpServletResponse response, int status, String title, String text) throws IOException {
        send(response, status, "problem.jte", Map.of("visitor", Visitor.NOBODY, "title", title, "text", text));
    }

    void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        problem(
                response,
                503,
                "A moment, please",
                "The database does not answer. Nothing was lost; try again shortly.");
    }

    /** The page of what the container refused, or failed at, by itself. */
    public String refusal(int status) {
        String title = status < 500 ? "That did not work" : "Something went wrong here";
        String text = status < 500
                ? "The server does not take the request as it is. The address may be mistyped."
                : "The request failed for a reason on our side.";
        return render("problem.jte", Map.of("visitor", Visitor.NOBODY, "title", title, "text", text));
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
