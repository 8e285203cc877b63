package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.examples.jetty.OpenApiDocument.Operation;
import io.anchorify.examples.jetty.documents.DocumentStore;
import io.anchorify.examples.jetty.transfer.Importer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Provokes every answer that the OpenAPI document describes, and compares all answers with it. */
@Timeout(60)
class OpenApiAnswersIT {

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private final HttpClient client = HttpClient.newHttpClient();
    private final OpenApiDocument document = new OpenApiDocument();
    private final Set<String> seen = new TreeSet<>();
    private final List<String> violations = new ArrayList<>();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID();

    private Connection keeper;
    private TestApp app;

    OpenApiAnswersIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        keeper = DriverManager.getConnection(database);
        // Without IFEXISTS, the application would create the database again after the outage.
        app = TestApp.on(Map.of("ANCHORIFY_JDBC_URL", database + ";IFEXISTS=TRUE"));
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        keeper.close();
    }

    @Test
    void answers_ofEveryRouteAndStatus_areDocumentedAndViceVersa() throws Exception {
        for (Operation operation : document.operations()) {
            if (operation.needsToken()) {
                provokeRefusals(operation);
            }
            if (operation.hasBody()) {
                provokeBadBodies(operation);
            }
        }
        provokeSuccesses();
        provokeConflicts();
        provokeOutage();

        assertThat(violations).isEmpty();
        Set<String> absent = document.answers();
        absent.removeAll(seen);
        assertThat(absent).as("documented, but not answered").isEmpty();
    }

    private void provokeRefusals(Operation operation) throws Exception {
        IssuedToken elsewhere =
                app.tokens.issue(TokenRequest.of("ada").label("elsewhere").networks("192.0.2.0/24"));
        observe(operation, request(operation, null, JSON, ""));
        observe(operation, request(operation, "malformed token", JSON, ""));
        observe(operation, request(operation, elsewhere.secret().reveal(), JSON, ""));
        if (operation.path().contains("{id}")) {
            observe(operation, request(operation, tokenFor(operation), JSON, ""));
        }
    }

    private void provokeBadBodies(Operation operation) throws Exception {
        String type = operation.bodyType();
        String token = tokenFor(operation);
        observe(operation, request(operation, token, "text/plain", "{}"));
        observe(operation, request(operation, token, type, "{"));
        observe(operation, RawHttp.exchange(app.port(), head(operation, token, type, 100) + "{"));
        // The length of an import is checked before it is read, that of other bodies afterwards.
        long length = type.equals(NDJSON) ? Importer.MAX_BYTES + 1 : 200_000;
        observe(operation, RawHttp.exchange(app.port(), head(operation, token, type, length) + "x".repeat(200_000)));
    }

    private void provokeSuccesses() throws Exception {
        String user = userToken();
        observe("GET /api/me", user, null);
        observe("GET /api/me", TestApp.ADMIN_TOKEN, null);
        observe("GET /api/tokens", user, null);
        observe("POST /api/tokens/current/rotate", user, null);
        observe("DELETE /api/tokens/current", user, null);
        String other = userToken();
        String id = app.tokens.issue("ada", "revoked").id();
        observe("DELETE /api/tokens/{id}", other, null, id);
        assertThat(send("GET", "/api/tokens?include=revoked&limit=2", other, JSON, null)
                        .body())
                .contains("\"next\"");
        HttpResponse<String> added = observe("POST /api/documents", other, "{\"title\":\"Notes\",\"body\":\"Text\"}");
        observe("GET /api/documents", other, null);
        String document = added.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
        observe("GET /api/documents/{id}", other, null, document);
        observe("DELETE /api/documents/{id}", other, null, document);
        String export =
                observe("GET /api/admin/export", TestApp.ADMIN_TOKEN, null).body();
        observe("POST /api/admin/import", TestApp.ADMIN_TOKEN, export);
        observe("POST /api/admin/claim-orphans", TestApp.ADMIN_TOKEN, "{\"owner\":\"ada\"}");
        provokeAnswersToTheOperator();
        observe("GET /api/openapi.json", null, null);
        observe("GET /health/live", null, null);
        observe("GET /health/ready", null, null);
    }

    private void provokeAnswersToTheOperator() throws Exception {
        String admin = TestApp.ADMIN_TOKEN;
        String secret = userToken();
        observe("GET /api/admin/tokens", admin, null);
        observe("GET /api/admin/tokens/count", admin, null);
        observe("POST /api/admin/tokens/identify", admin, "{\"secret\":\"" + secret + "\"}");
        observe("POST /api/admin/tokens/identify", admin, "{\"secret\":\"no secret\"}");
        observe("POST /api/admin/tokens/revoke", admin, "{\"owner\":\"nobody\",\"reason\":\"lost\"}");
        observe("POST /api/admin/tokens/revoke", admin, "{\"owner\":\"ada\",\"id\":\"none\",\"reason\":\"lost\"}");
        observe("POST /api/admin/erase", admin, "{\"owner\":\"nobody\"}");
        observe("POST /api/admin/purge", admin, "{\"before\":\"2026-01-01T00:00:00Z\"}");
    }

    private void provokeConflicts() throws Exception {
        String user = userToken();
        observe("POST /api/tokens/current/rotate", user, null);
        observe("POST /api/tokens/current/rotate", user, null);
        observe("POST /api/admin/import", TestApp.ADMIN_TOKEN, documentsUpToTheLimit("full"));
        String full = app.tokens.issue("full", null).secret().reveal();
        observe("POST /api/documents", full, "{\"title\":\"a\",\"body\":\"b\"}");
        Operation operation = document.operation("POST /api/admin/import");
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            String begun = head(operation, TestApp.ADMIN_TOKEN, NDJSON, 1000) + "{";
            slow.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .until(() -> observe("POST /api/admin/import", TestApp.ADMIN_TOKEN, "{")
                                    .statusCode()
                            == 409);
        }
    }

    /** A token that no node has cached cannot be looked up. */
    private void provokeOutage() throws Exception {
        String unknown = userToken();
        // Pending last-used times would delay the end of the test.
        IssuedToken last = app.tokens.issue("ada", "last");
        observe("GET /api/me", last.secret().reveal(), null);
        app.awaitUse(last);
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
        }
        Map<Operation, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();
        for (Operation operation : document.operations()) {
            if (operation.needsToken() || operation.path().equals("/health/ready")) {
                HttpRequest request = request(operation, unknown, JSON, "");
                answers.put(operation, client.sendAsync(request, BodyHandlers.ofString()));
            }
        }
        answers.forEach((operation, answer) -> observe(operation, answer.join()));
    }

    private static String head(Operation operation, String token, String type, long length) {
        return operation + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String documentsUpToTheLimit(String owner) {
        StringBuilder lines =
                new StringBuilder("{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}\n");
        for (int i = 0; i < DocumentStore.MAX_PER_OWNER; i++) {
            lines.append("{\"type\":\"document\",\"id\":\"%s-%04d\",\"owner\":\"%s\",\"title\":\"a\","
                            .formatted(owner, i, owner))
                    .append("\"body\":\"b\",\"createdAt\":\"2026-03-01T09:31:00.000001Z\"}\n");
        }
        return lines.append("{\"type\":\"end\",\"tokens\":0,\"documents\":%d}\n".formatted(DocumentStore.MAX_PER_OWNER))
                .toString();
    }

    private String tokenFor(Operation operation) {
        return operation.isForOperator() ? TestApp.ADMIN_TOKEN : userToken();
    }

    private String userToken() {
        return app.tokens.issue("ada", "laptop").secret().reveal();
    }

    private HttpRequest request(Operation operation, String token, String type, String body) {
        return request(operation.method(), operation.path().replace("{id}", "nothing"), token, type, body);
    }

    private HttpRequest request(String method, String path, String token, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url(path)))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private HttpResponse<String> send(String method, String path, String token, String type, String body)
            throws Exception {
        return client.send(request(method, path, token, type, body), BodyHandlers.ofString());
    }

    private HttpResponse<String> observe(String name, String token, String body, String... id) throws Exception {
        Operation operation = document.operation(name);
        String path = operation.path().replace("{id}", id.length == 0 ? "" : id[0]);
        String type = operation.hasBody() ? operation.bodyType() : JSON;
        HttpResponse<String> answer = send(operation.method(), path, token, type, body);
        observe(operation, answer);
        return answer;
    }

    private void observe(Operation operation, HttpRequest request) throws Exception {
        observe(operation, client.send(request, BodyHandlers.ofString()));
    }

    private void observe(Operation operation, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        note(operation, answer.statusCode(), type, answer.headers().map().keySet(), answer.body());
    }

    private void observe(Operation operation, String rawAnswer) {
        String[] parts = rawAnswer.split("\r\n\r\n", 2);
        Map<String, String> headers = new HashMap<>();
        parts[0].lines().skip(1).forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        int status = Integer.parseInt(parts[0].split(" ")[1]);
        note(operation, status, headers.getOrDefault("Content-Type", ""), headers.keySet(), parts[1]);
    }

    private void note(Operation operation, int status, String type, Set<String> headers, String body) {
        String answer = operation + " " + status;
        seen.add(answer);
        document.violations(operation, status, type, headers, body)
                .forEach(violation -> violations.add(answer + " " + violation));
    }
}
