package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that respond with 502 or 503, and the retries. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UnavailableServerTest extends CommandTest {

    @Test
    void unavailableServer_withRetryAfter_isRetried() {
        AtomicInteger requests = new AtomicInteger();
        try (FakeServer server = new FakeServer((exchange, request) -> {
            if (requests.incrementAndGet() < 3) {
                FakeServer.send(exchange, 503, "text/plain", "", "Retry-After", "2");
            } else {
                FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
            }
        })) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEqualTo((server.url() + " is unavailable; retrying in 2 s.\n").repeat(2));
            assertThat(cli.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    @Test
    void unavailableServer_onPublish_isRetried() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Path file = Files.writeString(home.resolve("a.txt"), "a");
        try (FakeServer server = new FakeServer((exchange, request) -> {
            if (requests.incrementAndGet() < 2) {
                FakeServer.send(exchange, 503, "application/problem+json", FakeServer.problemOf(503, "Later."));
            } else {
                FakeServer.send(
                        exchange, 201, "application/json", "{\"id\":\"d1\",\"title\":\"a.txt\",\"createdAt\":\"x\"}");
            }
        })) {
            assertThat(at(server, "publish", file.toString()).exitCode()).isZero();
            assertThat(cli.pauses).containsExactly(Duration.ofSeconds(1));
            assertThat(server.requests().get(1).body()).isEqualTo("{\"title\":\"a.txt\",\"body\":\"a\"}\n");
        }
    }

    @Test
    void unavailableServer_afterFourAttempts_isReported() {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", "3")) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .endsWith("anchorify: " + server.url() + " is unavailable (4 attempts). Try again in 3 s; if the"
                            + " problem persists, contact its operator.\n");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'Tue, 24 Nov 2026 12:02:00 GMT', 120", "999999999, 999999999"})
    void unavailableServer_withLongRetryAfter_isNotRetried(String retryAfter, long seconds) {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", retryAfter)) {
            Run run = at(server, "whoami");

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("is unavailable (1 attempt). Try again in " + seconds + " s;");
            assertThat(cli.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1000",
        "soon, 1000",
        "-5, 1000",
        "'Tue, 24 Nov 2026 11:00:00 GMT', 0",
        "'Tue, 24 Nov 2026 12:00:07 GMT', 7000"
    })
    void retryAfter_inAnyForm_isABoundedPause(String value, long millis) {
        try (FakeServer server = FakeServer.problem(503, "Later.", "Retry-After", value)) {
            at(server, "whoami");

            assertThat(cli.pauses).isNotEmpty().allMatch(Duration.ofMillis(millis)::equals);
        }
    }

    @Test
    void proxy_withoutUpstream_isReported() {
        try (FakeServer server = FakeServer.always(502, "text/html", "<h1>Bad gateway</h1>")) {
            Run run = at(server, "whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("is temporarily unavailable (status 502). Try again later;");
        }
    }
}
