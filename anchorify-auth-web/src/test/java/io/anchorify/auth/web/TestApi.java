package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.web.internal.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the JSON endpoints as a script on a page of the host does. */
final class TestApi {

    static final String PATH = "/tokens-json";

    private final TestBrowser browser;
    private @Nullable String csrfToken;

    TestApi(TestBrowser browser) {
        this.browser = browser;
    }

    TestBrowser browser() {
        return browser;
    }

    HttpResponse<String> get(String path) {
        return browser.get(PATH + path);
    }

    /** Sends a request with the token of the session. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = FormProtection.HEADER;
        all[1] = csrfToken();
        System.arraycopy(headers, 0, all, 2, headers.length);
        return sendExactly(method, path, body, all);
    }

    /** The token of the session, which is asked for once. */
    String csrfToken() {
        if (csrfToken == null) {
            csrfToken = String.valueOf(json(get("/options")).get("csrfToken"));
        }
        return csrfToken;
    }

    /** Sends a request with the given headers only, and the type of JSON unless they have another one. */
    HttpResponse<String> sendExactly(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = browser.request(PATH + path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return browser.send(request);
    }

    static Map<String, Object> json(HttpResponse<String> answer) {
        return Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
    }

    /** The objects of a list in the answer. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(HttpResponse<String> answer, String field) {
        return (List<Map<String, Object>>) json(answer).get(field);
    }

    /** Checks that an answer is a problem with a code, and returns its members. */
    static Map<String, Object> problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        Map<String, Object> problem = json(answer);
        assertThat(problem)
                .containsEntry("type", "about:blank")
                .containsEntry("status", new Json.Literal(Integer.toString(status)))
                .containsEntry("code", code)
                .containsKeys("title", "detail");
        return problem;
    }

    /** The errors by field of an answer about invalid values. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> errors(HttpResponse<String> answer) {
        return (Map<String, Object>) problem(answer, 400, "invalid").get("errors");
    }
}
