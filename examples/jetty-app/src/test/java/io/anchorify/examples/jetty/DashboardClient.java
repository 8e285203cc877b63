package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session of a signed-in user on the dashboard. */
final class DashboardClient {

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String url;

    DashboardClient(String url, String user) throws IOException, InterruptedException {
        this.url = url;
        form("/login", page("/login"), "username=" + user + "&password=" + user + "-demo");
    }

    /** Generates a token and returns the login command shown on the dashboard. */
    String generate(String label) throws IOException, InterruptedException {
        String page = page("/dashboard");
        String once = find("name=\"_once\" value=\"([^\"]+)", page);
        String answer = form("/dashboard/tokens", page, "label=" + label + "&_once=" + once);
        return find("(anchorify login --host \\S+ --token jf_[0-9A-Za-z]{32})", answer);
    }

    /** Revokes the token with this id. */
    void revoke(String id) throws IOException, InterruptedException {
        form("/dashboard/tokens/" + id + "/revoke", page("/dashboard"), "x=");
    }

    /** Approves a login of the command, at the address that it opened. */
    void approve(String path) throws IOException, InterruptedException {
        String request = requestOf(path);
        String expires = find("<option value=\"([^\"]*)\" selected", request);
        form("/dashboard/device/approve", request, userCode(request) + "&label=approved&expires=" + expires);
    }

    void deny(String path) throws IOException, InterruptedException {
        String request = requestOf(path);
        form("/dashboard/device/deny", request, userCode(request));
    }

    /** The page that shows what the command requests. */
    private String requestOf(String path) throws IOException, InterruptedException {
        String page = page(path);
        return form("/dashboard/device", page, userCode(page));
    }

    private static String userCode(String page) {
        return "user_code=" + find("name=\"user_code\"[^>]* value=\"([A-Z]{4}-[A-Z]{4})\"", page);
    }

    private String page(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private String form(String path, String page, String fields) throws IOException, InterruptedException {
        String csrf = find("name=\"_csrf\" value=\"([^\"]+)", page);
        String body = fields + "&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in the page", pattern).isTrue();
        return matcher.group(1);
    }
}
