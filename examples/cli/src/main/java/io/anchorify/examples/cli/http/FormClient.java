package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.FormResult.NoResponse;
import io.anchorify.examples.cli.http.FormResult.Received;
import io.anchorify.examples.cli.http.ServerClient.Reporter;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Posts forms to one server without a token. Not thread-safe. */
public final class FormClient {

    private static final int MAX_BYTES = 64 * 1024;

    private final Host host;
    private final Optional<HttpProxy> proxy;
    private final Failures failures;
    private final Limits limits;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Reporter reporter;
    private final HttpClient client;

    /**
     * Creates a client.
     *
     * @param reporter receives messages without the fields of forms and responses
     */
    public FormClient(
            Host host,
            Optional<HttpProxy> proxy,
            Limits limits,
            Sleeper sleeper,
            InstantSource clock,
            Reporter reporter) {
        this.host = host;
        this.proxy = proxy;
        this.failures = new Failures(host, proxy);
        this.limits = limits;
        this.sleeper = sleeper;
        this.clock = clock;
        this.reporter = reporter;
        this.client = ServerClient.client(host.isEncrypted(), proxy, limits.connect());
    }

    /** Sends one request. */
    public FormResult post(String path, Map<String, String> fields) {
        try {
            return received(send(path, fields));
        } catch (IOException e) {
            return new NoResponse(failures.of(e));
        }
    }

    /**
     * Sends a request that is safe to repeat. Repeats it if the server is busy or the connection breaks, as often as {@link
     * Limits} permits.
     *
     * @throws Failure without a response, or if the server stays busy
     */
    public Received postRepeatable(String path, Map<String, String> fields) {
        Retries retries = new Retries(limits, clock);
        while (true) {
            try {
                Response response = send(path, fields);
                Received received = received(response);
                if (!received.isBusy()) {
                    return received;
                }
                Duration wait = retries.after(response).orElseThrow(() -> failures.unavailable(retries, response));
                reporter.notes().accept(host + " is unavailable; retrying in " + Math.max(1, wait.toSeconds()) + " s.");
                sleeper.sleep(wait);
            } catch (IOException e) {
                Optional<Duration> wait =
                        ServerClient.isTransient(e) ? retries.afterBrokenConnection() : Optional.empty();
                sleeper.sleep(wait.orElseThrow(() -> failures.of(e)));
            }
        }
    }

    private Response send(String path, Map<String, String> fields) throws IOException {
        reporter.details().accept("> POST " + host.resolve(path));
        long start = System.nanoTime();
        try {
            Response response = Response.of(exchange(request(path, fields)));
            reporter.details().accept("< " + response.status() + " after " + millisSince(start) + " ms");
            return response;
        } catch (IOException e) {
            reporter.details()
                    .accept("< no response after " + millisSince(start) + " ms: "
                            + e.getClass().getSimpleName());
            throw e;
        }
    }

    private HttpRequest request(String path, Map<String, String> fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(host.resolve(path))
                .POST(BodyPublishers.ofString(encode(fields)))
                .setHeader("Accept", "application/json")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("User-Agent", "anchorify-command");
        proxy.map(HttpProxy::authorization).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        return request.build();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new BoundedBody(Math.min(MAX_BYTES, limits.bytes())));
        try {
            return exchange.get(limits.response().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No response in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private Received received(Response response) {
        return new Received(
                response.status(),
                response.object("application/json"),
                failures.isRedirectedElsewhere(response),
                new Retries(limits, clock).retryAfter(response),
                // A form carries no token that the server could refuse.
                response.status() == 401 ? failures.notAnchorify() : failures.of(response));
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
