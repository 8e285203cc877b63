package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import java.net.http.HttpResponse;

/** Requests of the operator and of a user with one token. */
abstract class TransferFixture {

    static final String NDJSON = "application/x-ndjson";

    TestApp app;

    IssuedToken laptop;

    final int status(TestApp where, IssuedToken token) throws Exception {
        return where.send(token.secret().reveal(), "GET", "/api/me", "application/json", null)
                .statusCode();
    }

    final void publish(String token, String title) throws Exception {
        String body = "{\"title\":\"" + title.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"body\":\"text\"}";
        assertThat(send(token, "POST", "/api/documents", body).statusCode()).isEqualTo(201);
    }

    final String export(TestApp from) throws Exception {
        return from.send(TestApp.ADMIN_TOKEN, "GET", "/api/admin/export", NDJSON, null)
                .body();
    }

    final HttpResponse<String> importInto(TestApp to, String export) throws Exception {
        return to.send(TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", NDJSON, export);
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
        return app.send(token, method, path, "application/json", body);
    }
}
