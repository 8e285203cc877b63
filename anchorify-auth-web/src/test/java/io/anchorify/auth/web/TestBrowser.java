package io.anchorify.auth.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends requests with cookies, as a browser without JavaScript does. Does not follow redirects. */
final class TestBrowser {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestHost host;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    TestBrowser(TestHost host) {
        this.host = host;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(host.url(path)));
    }

    /** Sends a form with the given fields only. */
    HttpResponse<String> postExactly(String path, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(host.url(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(encode(fields)));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Loads a page, and sends a form with its hidden fields {@code _csrf} and {@code _once} and the given ones. */
    HttpResponse<String> post(String page, String path, Map<String, String> fields) {
        String html = get(page).body();
        Map<String, String> all = new java.util.LinkedHashMap<>(fields);
        hidden(html, "_csrf").ifPresent(value -> all.putIfAbsent("_csrf", value));
        hidden(html, "_once").ifPresent(value -> all.putIfAbsent("_once", value));
        return postExactly(path, all);
    }

    /** The value of the first hidden field with a name. */
    static java.util.Optional<String> hidden(String html, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html);
        return field.find() ? java.util.Optional.of(field.group(1)) : java.util.Optional.empty();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(host.url(path));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
