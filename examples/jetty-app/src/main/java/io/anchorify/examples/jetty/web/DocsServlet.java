package io.anchorify.examples.jetty.web;

import io.anchorify.auth.web.FormProtection;
import io.anchorify.examples.jetty.docs.BundledFile;
import io.anchorify.examples.jetty.docs.DocPage;
import io.anchorify.examples.jetty.docs.Downloads;
import io.anchorify.examples.jetty.docs.Manual;
import io.anchorify.examples.jetty.docs.Topic;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the documentation and the command to everybody. A visitor gets neither a session nor a cookie. */
public final class DocsServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private final transient FormProtection forms;
    private final transient Manual manual;
    private final transient Supplier<String> url;

    /**
     * Creates the servlet.
     *
     * @param url the address of this server for its users
     */
    public DocsServlet(Pages pages, FormProtection forms, Manual manual, Supplier<String> url) {
        super(pages);
        this.forms = forms;
        this.manual = manual;
        this.url = url;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String info = request.getPathInfo();
        if (info == null || info.equals("/")) {
            response.sendRedirect(Topic.TOKENS.path());
            return;
        }
        DocPage page = manual.page("/docs" + info);
        BundledFile file = manual.file("/docs" + info);
        if (page != null) {
            pages.docs(response, Visitor.reader(request, forms), page, downloads(page), url.get());
        } else if (file != null) {
            send(response, file);
        } else {
            pages.notFound(response);
        }
    }

    private @Nullable Downloads downloads(DocPage page) {
        return page.topic() == Topic.CLI ? manual.downloads() : null;
    }

    private void send(HttpServletResponse response, BundledFile file) throws IOException {
        response.setContentType(file.contentType());
        response.setContentLength(file.size());
        if (manual.downloads().files().contains(file)) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        }
        file.writeTo(response.getOutputStream());
    }
}
