package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That there is no way around the filter: a handler under one of its mappings that runs, runs for somebody. By the
 * requests that others were walked around with, and by many more that are drawn from a seed, which is printed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
public abstract class WaysAroundContract {

    private static final int URIS = Integer.getInteger("anchorify.uris", 5_000);
    private static final long SEED = Long.getLong("anchorify.uris.seed", System.nanoTime() % 1_000_000);
    private static final int CLIENTS = 4;
    /** One for each kind of mapping that there is. */
    private static final List<String> MAPPINGS = List.of("/api/*", "/secret", "*.do", "");

    private static final List<String> PATHS =
            List.of("/api", "/api/", "/api/x", "/api/x/y.html", "/secret", "/report.do", "/x.do", "/");
    private static final List<String> METHODS = List.of("POST", "HEAD", "OPTIONS", "PUT", "TRACE", "get", "ANCHORIFY");
    private static final List<String> VERSIONS = List.of(" HTTP/1.0", "", " HTTP/2.0", " HTTP/1.1 ");
    private static final List<String> HOSTS = List.of("open/x?y=", "localhost/api", "", "[::1]:80", "\u00e9");
    /** How many of the requests are unusual in each of these: the more of them, the fewer get as far as a mapping. */
    private static final int ONE_IN = 6;

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final String good = tokens.issue("ada", null).secret().reveal();
    private final Guarded guarded = new Guarded();
    private Container container;

    /** A container that was not started yet. */
    protected abstract Container newContainer() throws Exception;

    /** What the filter is mapped to: the same as the handlers. */
    protected List<String> filterMappings() {
        return MAPPINGS;
    }

    @BeforeAll
    final void start() throws Exception {
        container = newContainer();
        BearerTokenFilter filter = BearerTokenFilter.builder(tokens).build();
        filterMappings().forEach(path -> container.filter(path, filter, EnumSet.allOf(DispatcherType.class)));
        MAPPINGS.forEach(path -> container.servlet(path, guarded));
        container.servlet("/open/*", new Servlets.Echo());
        container.servlet("/open/go", new Servlets.Dispatching());
        container.errorPage(418, "/api/error-page");
        container.start();
    }

    @AfterAll
    final void stop() throws Exception {
        container.close();
        tokens.close();
    }

    @BeforeEach
    final void forget() {
        guarded.forget();
    }

    @ParameterizedTest
    @EnumSource(KnownWay.class)
    void knownWay_withoutAToken_leadsToNothingGuarded(KnownWay way) throws IOException {
        String answer = RawHttp.exchange(container.port(), request(way.requestLine(), "localhost", way.headers()));

        assertThat(answer).doesNotContain(Guarded.ANSWER);
        assertThat(guarded.reachedByNobody()).isEmpty();
    }

    @Test
    void path_withAToken_leadsToWhatIsGuarded() throws IOException {
        for (String path : PATHS) {
            String answer = RawHttp.exchange(
                    container.port(),
                    request("GET " + path + " HTTP/1.1", "localhost", "Authorization: Bearer " + good));
            assertThat(answer).as(path).contains(Guarded.ANSWER);
        }
    }

    @Test
    void uri_howeverItIsWritten_leadsToNothingGuardedForNobody() throws Exception {
        System.out.println("URIs that are tried: " + URIS + ", seed " + SEED);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(SEED + i);
                running.add(clients.submit(() -> tryUris(random)));
            }
            int answered = 0;
            for (Future<Integer> client : running) {
                answered += client.get();
            }
            assertThat(answered).as("requests that had an answer").isGreaterThan(URIS / 2);
        } finally {
            clients.shutdownNow();
        }
        assertThat(guarded.reachedByNobody()).as("seed %d", SEED).isEmpty();
        assertThat(guarded.reached())
                .as("requests that got through with a token")
                .isGreaterThan(URIS / 20);
    }

    private int tryUris(Random random) throws IOException {
        UriMutator mutator = new UriMutator(random);
        int answered = 0;
        for (int i = 0; i < URIS / CLIENTS; i++) {
            String answer = RawHttp.exchange(container.port(), randomRequest(random, mutator));
            answered += answer.isEmpty() ? 0 : 1;
        }
        return answered;
    }

    private String randomRequest(Random random, UriMutator mutator) {
        String line = pick(random, "GET", METHODS) + " " + mutator.mutate(PATHS.get(random.nextInt(PATHS.size())))
                + pick(random, " HTTP/1.1", VERSIONS);
        String host = pick(random, "localhost", HOSTS);
        return switch (random.nextInt(4)) {
            case 0, 1 -> request(line, host, "Authorization: Bearer " + good);
            case 2 -> request(line, host, "Authorization: Bearer x");
            default -> request(line, host);
        };
    }

    private static String request(String line, String host, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String hostLine = more.startsWith("Host:") ? "" : "Host: " + host + "\r\n";
        return line + "\r\n" + hostLine + "Connection: close\r\n" + more + "\r\n";
    }

    private static String pick(Random random, String usual, List<String> unusual) {
        return random.nextInt(ONE_IN) == 0 ? unusual.get(random.nextInt(unusual.size())) : usual;
    }
}
