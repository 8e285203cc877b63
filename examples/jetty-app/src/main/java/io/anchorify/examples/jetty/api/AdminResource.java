package io.anchorify.examples.jetty.api;

import io.anchorify.auth.TokenRequest;
import io.anchorify.examples.jetty.documents.DocumentStore;
import io.anchorify.examples.jetty.transfer.BadLineException;
import io.anchorify.examples.jetty.transfer.Exporter;
import io.anchorify.examples.jetty.transfer.ImportTooLargeException;
import io.anchorify.examples.jetty.transfer.Importer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The operator's requests. A filter rejects everybody else. */
final class AdminResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final Logger LOGGER = System.getLogger(AdminResource.class.getName());

    private final DocumentStore documents;
    private final Exporter exporter;
    private final Importer importer;
    private final Lock importing = new ReentrantLock();

    AdminResource(DocumentStore documents, Exporter exporter, Importer importer) {
        this.documents = documents;
        this.exporter = exporter;
        this.importer = importer;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/admin/export", this::export),
                Route.of("POST", "/admin/import", this::importAll),
                Route.of("POST", "/admin/claim-orphans", this::claimOrphans));
    }

    private void export(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        LOGGER.log(Level.INFO, "Exporting all tokens and documents");
        response.setContentType(NDJSON);
        response.setHeader("Cache-Control", "no-store");
        exporter.write(response.getOutputStream());
    }

    private void importAll(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Json.requireType(request, NDJSON);
        if (request.getContentLengthLong() > Importer.MAX_BYTES) {
            throw tooLarge();
        }
        try {
            Importer.Result result = importAlone(request.getInputStream());
            LOGGER.log(Level.INFO, "Import completed: {0}", result);
            Json.send(response, 200, result);
        } catch (BadLineException e) {
            skipRest(request);
            throw new Problem(400, Objects.requireNonNull(e.getMessage()));
        } catch (ImportTooLargeException e) {
            skipRest(request);
            throw tooLarge();
        }
    }

    /** Imports change many tokens; two at a time would wait for each other, and fill the disk. */
    private Importer.Result importAlone(InputStream body) throws IOException {
        if (!importing.tryLock()) {
            throw new Problem(409, "Another import is running. Try again when it has finished.");
        }
        try {
            return importer.read(body);
        } finally {
            importing.unlock();
        }
    }

    /** A client that is still sending would see a closed connection, not the response. */
    private static void skipRest(HttpServletRequest request) throws IOException {
        request.getInputStream().skip(Importer.MAX_BYTES);
    }

    private static Problem tooLarge() {
        return new Problem(413, "An import must have at most " + Importer.MAX_BYTES + " bytes.");
    }

    private void claimOrphans(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        String owner = owner(Json.read(request, Claim.class).owner);
        int claimed = documents.claimOrphans(owner);
        LOGGER.log(Level.INFO, "Assigned {0} documents without an owner", claimed);
        Json.send(response, 200, Map.of("claimed", claimed));
    }

    /** The field {@code owner} of a body. */
    static String owner(@Nullable String owner) {
        try {
            return TokenRequest.of(owner == null ? "" : owner).owner();
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "Invalid field 'owner': " + e.getMessage() + ".");
        }
    }

    /** The body of {@code POST /api/admin/claim-orphans}. */
    record Claim(@Nullable String owner) {}
}
