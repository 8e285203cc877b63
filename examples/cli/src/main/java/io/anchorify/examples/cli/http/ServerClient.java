package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Download.SinkException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Sends requests to one server with one token. Not thread-safe. */
public final class ServerClient {

    private static final long POLL_MILLIS = 200;

    private final Credentials credentials;
    private final Optional<HttpProxy> proxy;
    private final Failures failures;
    private final Limits limits;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Reporter reporter;
    private final HttpClient client;

    public ServerClient(
            Credentials credentials,
            Optional<HttpProxy> proxy,
            Limits limits,
            Sleeper sleeper,
            InstantSource clock,
            Reporter reporter) {
        this.credentials = credentials;
        this.proxy = proxy;
        this.failures = new Failures(credentials, proxy);
        this.limits = limits;
        this.sleeper = sleeper;
        this.clock = clock;
        this.reporter = reporter;
        this.client = client(credentials.host().isEncrypted(), proxy, limits.connect());
    }

    /**
     * Receives messages and progress while a request runs.
     *
     * @param details messages for {@code --verbose}
     * @param notes messages for every user
     * @param progress the progress of a download
     */
    public record Reporter(Consumer<String> details, Consumer<String> notes, ProgressListener progress) {}

    /**
     * Requests a JSON object.
     *
     * @throws Failure if the server responds with anything else
     */
    public Map<String, @Nullable Object> object(Call call) {
        return successful(call).object("application/json").orElseThrow(failures::notAnchorify);
    }

    /**
     * Sends a request that is answered without content.
     *
     * @throws Failure if the server does not confirm it with status 204
     */
    public void execute(Call call) {
        if (successful(call).status() != 204) {
            throw failures.notAnchorify();
        }
    }

    /**
     * Like {@link #execute}, but returns false if the server refuses the token.
     */
    public boolean executeUnlessRefused(Call call) {
        Response response = send(call);
        if (response.status() == 401 && Failures.isProblem(response)) {
            return false;
        }
        if (response.status() != 204) {
            throw failures.of(response);
        }
        return true;
    }

    /**
     * Passes the response body to the sink of the call.
     *
     * @throws IOException if the sink fails
     */
    public void download(Call call) throws IOException {
        try {
            Response response = successful(call);
            if (!Response.isOfType(response.headers(), Download.NDJSON)) {
                throw failures.notAnchorify();
            }
        } catch (SinkFailure e) {
            throw e.failure;
        }
    }

    /** Carries the checked exception of a sink to {@link #download}. */
    private static final class SinkFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final IOException failure;

        SinkFailure(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private Response successful(Call call) {
        Response response = send(call);
        if (!response.isOk()) {
            throw failures.of(response);
        }
        return response;
    }

    private Response send(Call call) {
        Retries retries = new Retries(limits, clock);
        while (true) {
            try {
                Response response = exchange(call);
                if (response.status() != 503) {
                    return response;
                }
                Duration wait = retries.after(response).orElseThrow(() -> failures.unavailable(retries, response));
                reporter.notes.accept(
                        credentials.host() + " is unavailable; retrying in " + Math.max(1, wait.toSeconds()) + " s.");
                sleeper.sleep(wait);
            } catch (SinkException e) {
                throw new SinkFailure(e.failure());
            } catch (IOException e) {
                Optional<Duration> wait =
                        call.isRepeatable() && isTransient(e) ? retries.afterBrokenConnection() : Optional.empty();
                sleeper.sleep(wait.orElseThrow(() -> failures.of(e)));
            }
        }
    }

    private Response exchange(Call call) throws IOException {
        reporter.details.accept("> " + call.method() + " " + credentials.host().resolve(call.path())
                + proxy.map(named -> " through the proxy " + named).orElse(""));
        long start = System.nanoTime();
        AtomicLong received = new AtomicLong();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request(call), head -> body(call, head, received));
        try {
            Response response = Response.of(await(call, exchange, received, start));
            reporter.details.accept("< " + response.status() + " after " + millisSince(start) + " ms");
            return response;
        } catch (IOException e) {
            reporter.details.accept("< no response after " + millisSince(start) + " ms: "
                    + e.getClass().getSimpleName());
            throw e;
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(credentials.host().resolve(call.path()))
                .method(call.method(), call.body())
                // A server that refuses a large body without reading it closes the connection, and its answer could be
                // lost.
                .expectContinue(call.file() != null)
                .setHeader("Accept", "application/json, application/x-ndjson, application/problem+json")
                .setHeader("User-Agent", "anchorify-command")
                .setHeader("Authorization", "Bearer " + credentials.token().reveal());
        // Java sends it to the proxy only, also if it connects through a tunnel.
        proxy.map(HttpProxy::authorization).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        if (call.contentType() != null) {
            request.setHeader("Content-Type", call.contentType());
        }
        return request.build();
    }

    private BodySubscriber<byte[]> body(Call call, HttpResponse.ResponseInfo head, AtomicLong received) {
        Sink sink = call.sink();
        if (sink != null && head.statusCode() == 200 && Response.isOfType(head.headers(), Download.NDJSON)) {
            return new Download(sink, received);
        }
        return new BoundedBody(limits.bytes());
    }

    /** Waits for the response, until its timeout or until a download stalls. */
    private HttpResponse<byte[]> await(
            Call call, CompletableFuture<HttpResponse<byte[]>> exchange, AtomicLong received, long start)
            throws IOException {
        long lastReceived = 0;
        long lastProgress = start;
        while (true) {
            try {
                return exchange.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                lastProgress = received.get() == lastReceived ? lastProgress : now;
                lastReceived = received.get();
                reporter.progress.onProgress(lastReceived, Duration.ofNanos(now - start));
                if (now - lastProgress > timeout(call).toNanos()) {
                    throw new HttpTimeoutException("No response in time");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private Duration timeout(Call call) {
        if (call.isSlow()) {
            return limits.upload();
        }
        return call.sink() == null ? limits.response() : limits.stall();
    }

    /** Whether the same request may succeed if repeated. */
    static boolean isTransient(IOException e) {
        return !(e instanceof HttpTimeoutException)
                && !(e instanceof BoundedBody.TooLongException)
                && !(e instanceof SSLException);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    static HttpClient client(boolean isEncrypted, Optional<HttpProxy> proxy, Duration connect) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect);
        proxy.ifPresent(named -> builder.proxy(named.selector()));
        return isEncrypted
                ? builder.build()
                : builder.sslContext(withoutTrustedCertificates()).build();
    }

    /** The default context reads all trusted certificates, which takes longer than a request to an http:// server. */
    private static SSLContext withoutTrustedCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no TLS", e);
        }
    }
}
