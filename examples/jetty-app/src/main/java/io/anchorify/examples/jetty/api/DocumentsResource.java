package io.anchorify.examples.jetty.api;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenQuery.Position;
import io.anchorify.examples.jetty.documents.Document;
import io.anchorify.examples.jetty.documents.DocumentStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The documents of an owner; for the admin token, documents without an owner. Other owners' documents are not found. */
final class DocumentsResource {

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
        Document document = document(owner(request), Json.read(request, Draft.class));
        if (!documents.add(document)) {
            throw new Problem(
                    409,
                    "You have " + DocumentStore.MAX_PER_OWNER
                            + " documents, which is the limit. Delete one and try again.");
        }
        response.setHeader("Location", "/api/documents/" + document.id());
        Json.send(response, 201, View.of(document));
    }

    private Document document(@Nullable String owner, Draft draft) {
        try {
            return new Document(
                    UUID.randomUUID().toString(),
                    owner,
                    Objects.requireNonNullElse(draft.title, ""),
                    Objects.requireNonNullElse(draft.body, ""),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void list(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Page page = Page.of(request);
        List<Document.Summary> loaded = documents.list(owner(request), page.toLoad(), page.after());
        Json.send(
                response,
                200,
                page.answer(
                        "documents",
                        loaded,
                        document -> document,
                        document -> new Position(document.createdAt(), document.id())));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Document document = documents.find(owner(request), id).orElseThrow(DocumentsResource::notFound);
        Json.send(response, 200, View.of(document));
    }

    private void delete(HttpServletRequest request, HttpServletResponse response, String id) {
        if (!documents.delete(owner(request), id)) {
            throw notFound();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static @Nullable String owner(HttpServletRequest request) {
        return ((BearerPrincipal) request.getUserPrincipal()).owner();
    }

    private static Problem notFound() {
        return new Problem(404, "You have no such document.");
    }

    /** The body of {@code POST /api/documents}. */
    record Draft(@Nullable String title, @Nullable String body) {}

    /** The JSON of a document. */
    record View(String id, String title, String body, Instant createdAt) {

        static View of(Document document) {
            return new View(document.id(), document.title(), document.body(), document.createdAt());
        }
    }
}
