package io.anchorify.examples.jetty.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An owner's documents. Somebody else's look like absent ones. */
final class DocumentsResource {

    private static final int MOST_TITLE = 200;
    private static final int MOST_BODY = 15_000;

    private final DocumentStore documents;
    private final InstantSource clock;

    DocumentsResource(DocumentStore documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/documents", this::add),
                Route.of("GET", "/documents", this::list),
                Route.of("GET", "/documents/*", this::show),
                Route.of("DELETE", "/documents/*", this::delete));
    }

    private void add(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Draft draft = Json.read(request, Draft.class);
        Document document = new Document(
                UUID.randomUUID().toString(),
                required("title", draft.title, MOST_TITLE),
                required("body", draft.body, MOST_BODY),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        documents.add(owner(request), document);
        response.setHeader("Location", "/api/documents/" + document.id());
        Json.send(response, 201, document);
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Json.send(response, 200, Map.of("documents", documents.list(owner(request))));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Json.send(response, 200, documents.find(owner(request), id).orElseThrow(DocumentsResource::notFound));
    }

    private void delete(HttpServletRequest request, HttpServletResponse response, String id) {
        if (!documents.delete(owner(request), id)) {
            throw notFound();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static String owner(HttpServletRequest request) {
        return MeResource.principal(request).owner();
    }

    private static Problem notFound() {
        return new Problem(404, "You have no such document.");
    }

    private static String required(String field, @Nullable String text, int most) {
        if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > most || !isStorable(text)) {
            throw new Problem(
                    400, "The field " + field + " is a text of 1 to " + most + " characters, none of them NUL.");
        }
        return text;
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** What {@code POST /api/documents} takes. */
    record Draft(@Nullable String title, @Nullable String body) {}
}
