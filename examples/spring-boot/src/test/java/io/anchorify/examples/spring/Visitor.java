package io.anchorify.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user with a browser: keeps cookies, follows redirects, and sends forms with the hidden field of the page before. */
final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");
    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([^<]+)<");
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI application;
    private String csrf = "";

    Visitor(int port) {
        this.application = URI.create("http://127.0.0.1:" + port);
    }

    static Visitor signedIn(int port, String user) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.get("/tokens");
        visitor.submit("/login", "username", user, "password", user + "-demo");
        return visitor;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(application.resolve(path)));
    }

    HttpResponse<String> submit(String path, String... fields) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("_csrf=" + URLEncoder.encode(csrf, UTF_8));
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=').append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return send(HttpRequest.newBuilder(application.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    /** Sends a form as another site could: with the cookies of the user, but without the hidden field. */
    HttpResponse<String> submitForged(String path, String... fields) throws IOException, InterruptedException {
        csrf = "";
        return submit(path, fields);
    }

    /** Creates a token on the page, and returns its secret. */
    String createToken(String label, String scope) throws IOException, InterruptedException {
        return find(SECRET, submit("/tokens", "label", label, "scopes", scope).body());
    }

    /** Presses the button next to the newest token. */
    HttpResponse<String> revokeNewest() throws IOException, InterruptedException {
        return submit("/tokens/revoke", "id", newestId());
    }

    String newestId() throws IOException, InterruptedException {
        return find(ID, get("/tokens").body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> page =
                client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        Matcher field = CSRF.matcher(page.body());
        csrf = field.find() ? field.group(1) : csrf;
        return page;
    }

    private static String find(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new AssertionError("No " + pattern + " in " + page);
        }
        return found.group(1);
    }
}
