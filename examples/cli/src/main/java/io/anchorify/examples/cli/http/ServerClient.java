package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Pause;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Download.SinkException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends calls to one server with one token. For one thread. */
public final class ServerClient {

    private static final long TICK_MILLIS = 200;

    private final Credentials credentials;
    private final Problems problems;
    private final Limits limits;
    private final Pause pause;
    private final InstantSource clock;
    private final Reporter reporter;
    private final HttpClient client;

    public ServerClient(Credentials credentials, Limits limits, Pause pause, InstantSource clock, Reporter reporter) {
        this.credentials = credentials;
        this.problems = new Problems(credentials);
        this.limits = limits;
        this.pause = pause;
        this.clock = clock;
        this.reporter = reporter;
        this.client = client(credentials.host().isEncrypted(), limits.connect());
    }

    /**
     * What the user is told on the way.
     *
     * @param details what only an inquisitive user wants to know
     * @param notes what every user wants to know
     * @param watch how far a download has come
     */
    public record Reporter(Consumer<String> details, Consumer<String> notes, Watch watch) {}

    /**
     * Asks for an object.
     *
     * @throws Failure if that is not what the server answers
     */
    public Map<String, @Nullable Object> object(Call call) {
        return good(call).object("application/json").orElseThrow(problems::notAnchorify);
    }

    /**
     * Asks for something to be done, with nothing to be told about it.
     *
     * @throws Failure if the server does not say that it was done
     */
    public void done(Call call) {
        if (good(call).status() != 204) {
            throw problems.notAnchorify();
        }
    }

    /**
     * Asks for something to be done, and takes a refusal of the token for an answer.
     *
     * @return whether the token was accepted
     */
    public boolean doneUnlessRefused(Call call) {
        Answer answer = send(call);
        if (answer.status() == 401 && Problems.isProblem(answer)) {
            return false;
        }
        if (answer.status() != 204) {
            throw problems.of(answer);
        }
        return true;
    }

    /**
     * Hands what the server sends to the call's sink.
     *
     * @throws IOException if the sink cannot take it
     */
    public void download(Call call) throws IOException {
        try {
            Answer answer = good(call);
            if (!Answer.isOfType(answer.headers(), Download.NDJSON)) {
                throw problems.notAnchorify();
            }
        } catch (SinkFailure e) {
            throw e.problem;
        }
    }

    /** Out of {@link #download} as a checked one. */
    private static final class SinkFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final IOException problem;

        SinkFailure(IOException problem) {
            super(problem);
            this.problem = problem;
        }
    }

    private Answer good(Call call) {
        Answer answer = send(call);
        if (!answer.isOk()) {
            throw problems.of(answer);
        }
        return answer;
    }

    private Answer send(Call call) {
        Retries retries = new Retries(limits, clock);
        while (true) {
            try {
                Answer answer = exchange(call);
                if (answer.status() != 503) {
                    return answer;
                }
                Duration wait = retries.after(answer).orElseThrow(() -> problems.unavailable(retries, answer));
                reporter.notes.accept(credentials.host() + " cannot answer now; trying again in "
                        + Math.max(1, wait.toSeconds()) + " s.");
                pause.of(wait);
            } catch (SinkException e) {
                throw new SinkFailure(e.problem());
            } catch (IOException e) {
                Optional<Duration> wait =
                        call.isRepeatable() && isPassing(e) ? retries.afterBrokenConnection() : Optional.empty();
                pause.of(wait.orElseThrow(() -> problems.of(e)));
            }
        }
    }

    private Answer exchange(Call call) throws IOException {
        reporter.details.accept("> " + call.method() + " " + credentials.host().resolve(call.path()));
        long start = System.nanoTime();
        AtomicLong received = new AtomicLong();
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request(call), head -> body(call, head, received));
        try {
            Answer answer = Answer.of(await(call, response, received, start));
            reporter.details.accept("< " + answer.status() + " after " + millisSince(start) + " ms");
            return answer;
        } catch (IOException e) {
            reporter.details.accept("< no answer after " + millisSince(start) + " ms: "
                    + e.getClass().getSimpleName());
            throw e;
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest request(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(credentials.host().resolve(call.path()))
                .method(call.method(), call.body())
                // A refusal then comes before the body of an upload is sent.
                .expectContinue(call.file() != null)
                .setHeader("Accept", "application/json, application/x-ndjson, application/problem+json")
                .setHeader("User-Agent", "anchorify-command")
                .setHeader("Authorization", "Bearer " + credentials.token().reveal());
        if (call.contentType() != null) {
            request.setHeader("Content-Type", call.contentType());
        }
        return request.build();
    }

    private BodySubscriber<byte[]> body(Call call, HttpResponse.ResponseInfo head, AtomicLong received) {
        Sink sink = call.sink();
        if (sink != null && head.statusCode() == 200 && Answer.isOfType(head.headers(), Download.NDJSON)) {
            return new Download(sink, received);
        }
        return new BoundedBody(limits.bytes());
    }

    /** Waits until the answer is there, its time is over, or a download has not come any further for too long. */
    private HttpResponse<byte[]> await(
            Call call, CompletableFuture<HttpResponse<byte[]>> response, AtomicLong received, long start)
            throws IOException {
        long lastReceived = 0;
        long lastMove = start;
        while (true) {
            try {
                return response.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                lastMove = received.get() == lastReceived ? lastMove : now;
                lastReceived = received.get();
                reporter.watch.at(lastReceived, Duration.ofNanos(now - start));
                if (now - lastMove > patience(call).toNanos()) {
                    throw new HttpTimeoutException("No answer in time");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private Duration patience(Call call) {
        if (call.file() != null) {
            return limits.upload();
        }
        return call.sink() == null ? limits.answer() : limits.stall();
    }

    /** Whether the same request may fare better in a moment. */
    private static boolean isPassing(IOException e) {
        return !(e instanceof HttpTimeoutException)
                && !(e instanceof BoundedBody.TooLongException)
                && !(e instanceof SSLException);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static HttpClient client(boolean isEncrypted, Duration connect) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect);
        return isEncrypted
                ? builder.build()
                : builder.sslContext(NoTls.context()).build();
    }
}
