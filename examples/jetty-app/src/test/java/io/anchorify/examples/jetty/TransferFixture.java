package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Requests of the operator and of a user with one token. */
abstract class TransferFixture {

    static final String NDJSON = "application/x-ndjson";

    final HttpClient client = HttpClient.newHttpClient();

    TestApp app;

    IssuedToken laptop;

    final int status(TestApp where, IssuedToken token) throws Exception {
        return send(where, token.secret().reveal(), "GET", "/api/me", "application/json", null)
                .statusCode();
    }

    final void publish(String token, String title) throws Exception {
        String body = "{\"title\":\"" + title.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"body\":\"text\"}";
        assertThat(send(token, "POST", "/api/documents", body).statusCode()).isEqualTo(201);
    }

    final String export(TestApp from) throws Exception {
        return send(from, TestApp.ADMIN_TOKEN, "GET", "/api/admin/export", NDJSON, null)
                .body();
    }

    final HttpResponse<String> importInto(TestApp to, String export) throws Exception {
        return send(to, TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", NDJSON, export);
    }

    final HttpResponse<String> claim(String body) throws Exception {
        return admin("POST", "/api/admin/claim-orphans", body);
    }

    final HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return send(TestApp.ADMIN_TOKEN, method, path, body);
    }

    final HttpResponse<String> user(IssuedToken token, String method, String path, String body) throws Exception {
        return send(token.secret().reveal(), method, path, body);
    }

    final HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return send(app, token, method, path, "application/json", body);
    }

    final HttpResponse<String> send(TestApp to, String token, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url(path)))
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
