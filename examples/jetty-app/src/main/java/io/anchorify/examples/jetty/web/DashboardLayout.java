package io.anchorify.examples.jetty.web;

import io.anchorify.auth.web.PageLayout;
import io.anchorify.auth.web.TokenPanel;
import io.anchorify.examples.jetty.documents.Document;
import io.anchorify.examples.jetty.documents.DocumentStore;
import io.anchorify.examples.jetty.documents.DocumentStoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's own page around the token panel: what the user has published, and then the tokens. */
public final class DashboardLayout implements PageLayout {

    private static final Logger LOGGER = System.getLogger(DashboardLayout.class.getName());
    private static final int SHOWN = 3;

    private final Pages pages;
    private final DocumentStore documents;

    public DashboardLayout(Pages pages, DocumentStore documents) {
        this.pages = pages;
        this.documents = documents;
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, TokenPanel panel) throws IOException {
        String user = request.getRemoteUser();
        Visitor visitor = Visitor.of(request, panel.csrf());
        Dashboard dashboard = user != null && request.getPathInfo() == null
                ? new Dashboard(visitor, true, newest(user), panel)
                : new Dashboard(visitor, false, List.of(), panel);
        pages.dashboard(response, dashboard);
    }

    /** The newest documents, or {@code null}. A failure must not lose the panel, which can contain a new secret. */
    private @Nullable List<String> newest(String user) {
        try {
            return documents.list(user, SHOWN, null).stream()
                    .map(Document.Summary::title)
                    .toList();
        } catch (DocumentStoreException e) {
            LOGGER.log(Level.WARNING, "The dashboard is shown without documents", e);
            return null;
        }
    }

    /**
     * The model of the page.
     *
     * @param isOverview whether the documents are shown, above the list of tokens. A new secret comes first, and other panels alone
     * @param documents the titles of the newest documents, or {@code null} if they cannot be read
     */
    public record Dashboard(
            Visitor visitor, boolean isOverview, @Nullable List<String> documents, TokenPanel panel) {}
}
