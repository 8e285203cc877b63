package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.Effort;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * Requests of two users and without a token, pipelined over shared connections and threads. Some are asynchronous, some
 * fail, and some time out.
 */
@InEveryContainer
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class UserIsolationTest extends ContainerCase {

    private static final int REQUESTS = Integer.getInteger("anchorify.requests", Effort.pick(5_000, 25_000, 250_000));
    /** For the other variants than {@link Variant#CODE}. */
    private static final int FEWER_REQUESTS = REQUESTS / 10;

    private static final int CONNECTIONS = 4;
    private static final int PIPELINED = 60;
    /** One in so many batches ends with a failure, because containers log it. Another ends with a time-out. */
    private static final int FAILURE_ONE_IN = 20;

    /** With 10 ms, Jetty sometimes never answers a pipelined request, even without a filter. */
    private static final long TIMEOUT_MILLIS = 100;

    private static final String[] OWNERS = {"ada", "grace", "nobody"};

    private TokenService tokens;
    private String[] headers;

    @Override
    void describe(Application application) {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        headers = new String[] {bearer("ada"), bearer("grace"), ""};
        application.protect(
                "/*", EnumSet.allOf(DispatcherType.class), tokens, options -> options.optional(), "mode", "optional");
        application.servlet(new Whoami(), "/*");
        application.errorPage(500, "/failed");
    }

    @AfterParameterizedClassInvocation
    void closeService() {
        tokens.close();
    }

    @Test
    void line22_requestsOfTwoUsers_onSharedConnections_areNeverMixedUp() throws Exception {
        int requests = deployment.variant() == Variant.CODE ? REQUESTS : FEWER_REQUESTS;
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                counts.add(clients.submit(() -> sendBatches(requests / CONNECTIONS)));
            }
            int answered = 0;
            for (Future<Integer> count : counts) {
                answered += count.get();
            }
            assertThat(answered).isGreaterThanOrEqualTo(requests);
        } finally {
            clients.shutdownNow();
        }
    }

    private int sendBatches(int requests) throws IOException {
        String regular = batch("/");
        String failing = batch("/fail");
        String late = batch("/late");
        int answered = 0;
        PipelinedHttp http = new PipelinedHttp(port());
        try (http) {
            for (int i = 0; answered < requests; i++) {
                int kind = i % FAILURE_ONE_IN;
                http.send(kind == 0 ? failing : kind == 1 ? late : regular);
                for (int j = 0; j < PIPELINED; j++) {
                    assertThat(http.header("X-Owner")).isEqualTo(OWNERS[j % OWNERS.length]);
                    answered++;
                }
                // A server may close the connection after a failure.
                http.openIfClosed();
            }
        }
        return answered;
    }

    /** Pipelined requests, the last of them to the given path. */
    private String batch(String last) {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < PIPELINED; i++) {
            String path = i == PIPELINED - 1 ? last : i % 5 == 0 ? "/async" : "/";
            batch.append("GET ")
                    .append(path(path))
                    .append(" HTTP/1.1\r\nHost: x\r\n")
                    .append(headers[i % headers.length])
                    .append("\r\n");
        }
        return batch.toString();
    }

    private String bearer(String owner) {
        return "Authorization: Bearer " + tokens.issue(owner, null).secret().reveal() + "\r\n";
    }

    private static final class Whoami extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path =
                    request.getRequestURI().substring(request.getContextPath().length());
            if (request.getDispatcherType() != DispatcherType.REQUEST || path.equals("/")) {
                answer(request, response);
            } else {
                switch (path) {
                    case "/async" -> request.startAsync().dispatch();
                    case "/late" -> timeOut(request, response);
                    default -> throw new DeliberateFailure();
                }
            }
        }

        private static void timeOut(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext context = request.startAsync(request, response);
            context.setTimeout(TIMEOUT_MILLIS);
            context.addListener(new AnswerOnTimeout(), request, response);
        }

        static void answer(HttpServletRequest request, HttpServletResponse response) {
            String user = request.getRemoteUser();
            response.setHeader("X-Owner", user == null ? "nobody" : user);
            response.setContentLength(0);
        }
    }

    private static final class AnswerOnTimeout implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            Whoami.answer(
                    (HttpServletRequest) event.getSuppliedRequest(), (HttpServletResponse) event.getSuppliedResponse());
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Has no stack trace, because it is thrown often. */
    private static final class DeliberateFailure extends RuntimeException {

        DeliberateFailure() {
            super("Failed on purpose", null, false, false);
        }
    }
}
