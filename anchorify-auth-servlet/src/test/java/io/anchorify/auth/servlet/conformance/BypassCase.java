package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.Effort;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tries to reach a protected servlet without a principal, by the published bypasses of other filters and by thousands of
 * mutated URIs. The seed of the mutations is printed.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
abstract class BypassCase extends ContainerCase {

    private static final int URIS = Integer.getInteger("anchorify.uris", Effort.pick(1_000, 10_000, 100_000));
    /** For the other variants than {@link Variant#CODE}. */
    private static final int FEWER_URIS = URIS / 4;

    private static final long SEED = Long.getLong("anchorify.uris.seed", System.nanoTime() % 1_000_000);
    private static final int CLIENTS = 4;
    /** One of each kind: prefix, exact, extension, context root. */
    private static final String EXTENSION = "*.do";

    private static final List<String> MAPPINGS = List.of("/api/*", "/secret", EXTENSION, "");

    private static final List<String> PATHS =
            List.of("/api", "/api/", "/api/x", "/api/x/y.html", "/secret", "/report.do", "/x.do", "/");
    private static final List<String> METHODS = List.of("POST", "HEAD", "OPTIONS", "PUT", "TRACE", "get", "ANCHORIFY");
    private static final List<String> VERSIONS = List.of(" HTTP/1.0", "", " HTTP/2.0", " HTTP/1.1 ");
    private static final List<String> HOSTS = List.of("open/x?y=", "localhost/api", "", "[::1]:80", "\u00e9");
    /** One in so many requests has an unusual method, version or host. More of them would rarely match a mapping. */
    private static final int UNUSUAL_ONE_IN = 6;

    private final ProtectedServlet servlet = new ProtectedServlet();
    private TokenService tokens;
    private String validToken;

    /** By default the same as those of the servlet. */
    List<String> filterMappings() {
        return servletMappings();
    }

    private List<String> servletMappings() {
        List<String> supported = new ArrayList<>(MAPPINGS);
        supported.removeAll(deployment.container().unsupportedMappings());
        return supported;
    }

    @Override
    final void describe(Application application) throws IOException {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        validToken = tokens.issue("ada", null).secret().reveal();
        for (String path : filterMappings()) {
            application.protect(path, EnumSet.allOf(DispatcherType.class), tokens, options -> options);
        }
        application.servlet(servlet, servletMappings().toArray(String[]::new));
        application.servlet(new Servlets.Echo(), "/open/*");
        application.servlet(new Servlets.Dispatching(), "/open/go");
        application.errorPage(418, "/api/error-page");
        application.file("welcome/index.do", "a file in place of the protected servlet");
    }

    @AfterParameterizedClassInvocation
    final void closeService() {
        tokens.close();
    }

    @BeforeEach
    final void clear() {
        servlet.clear();
    }

    @ParameterizedTest
    @EnumSource(KnownBypass.class)
    void line27_knownBypass_withoutAToken_doesNotReachTheServlet(KnownBypass bypass) throws IOException {
        String answer =
                RawHttp.exchange(port(), bypass.request(deployment.variant().contextPath()));

        assertThat(answer).doesNotContain(ProtectedServlet.BODY);
        assertThat(servlet.unauthenticatedRequests()).isEmpty();
    }

    @Test
    void line26_path_withAToken_reachesTheServlet() throws IOException {
        for (String path : paths()) {
            String answer = RawHttp.exchange(
                    port(),
                    request("GET " + path(path) + " HTTP/1.1", "localhost", "Authorization: Bearer " + validToken));
            assertThat(answer).as(path).contains(ProtectedServlet.BODY);
        }
    }

    @Test
    void line26_welcomeFile_withAToken_reachesTheServlet() throws IOException {
        if (!servletMappings().contains(EXTENSION)) {
            return;
        }
        String answer = RawHttp.exchange(
                port(),
                request("GET " + path("/welcome/") + " HTTP/1.1", "localhost", "Authorization: Bearer " + validToken));

        assertThat(answer).contains(ProtectedServlet.BODY);
        assertThat(servlet.unauthenticatedRequests()).isEmpty();
    }

    @Test
    void line27_mutatedUri_withoutAPrincipal_doesNotReachTheServlet() throws Exception {
        int uris = deployment.variant() == Variant.CODE ? URIS : FEWER_URIS;
        System.out.println(deployment + ": " + uris + " mutated URIs, seed " + SEED);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(SEED + i);
                running.add(clients.submit(() -> tryUris(random, uris)));
            }
            int answered = 0;
            for (Future<Integer> client : running) {
                answered += client.get();
            }
            assertThat(answered).as("answered requests").isGreaterThan(uris / 2);
        } finally {
            clients.shutdownNow();
        }
        assertThat(servlet.unauthenticatedRequests()).as("seed %d", SEED).isEmpty();
        assertThat(servlet.requests()).as("requests that reached the servlet").isGreaterThan(uris / 100);
    }

    private int tryUris(Random random, int uris) throws IOException {
        UriMutator mutator = new UriMutator(random);
        List<String> paths = paths();
        int answered = 0;
        for (int i = 0; i < uris / CLIENTS; i++) {
            String answer = RawHttp.exchange(port(), randomRequest(random, mutator, paths));
            answered += answer.isEmpty() ? 0 : 1;
        }
        return answered;
    }

    private String randomRequest(Random random, UriMutator mutator, List<String> paths) {
        String line = pick(random, "GET", METHODS) + " " + mutator.mutate(path(paths.get(random.nextInt(paths.size()))))
                + pick(random, " HTTP/1.1", VERSIONS);
        String host = pick(random, "localhost", HOSTS);
        return switch (random.nextInt(4)) {
            case 0, 1 -> request(line, host, "Authorization: Bearer " + validToken);
            case 2 -> request(line, host, "Authorization: Bearer x");
            default -> request(line, host);
        };
    }

    private List<String> paths() {
        return PATHS.stream()
                .filter(path -> servletMappings().contains(mapping(path)))
                .toList();
    }

    private static String mapping(String path) {
        return path.equals("/") ? "" : path.startsWith("/api") ? "/api/*" : path.endsWith(".do") ? EXTENSION : path;
    }

    private static String request(String line, String host, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return line + "\r\nHost: " + host + "\r\nConnection: close\r\n" + more + "\r\n";
    }

    private static String pick(Random random, String usual, List<String> unusual) {
        return random.nextInt(UNUSUAL_ONE_IN) == 0 ? unusual.get(random.nextInt(unusual.size())) : usual;
    }
}
