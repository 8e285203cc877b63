package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three services on one database hand each of 1,000 tokens to exactly one caller, although one of them dies. */
@Timeout(120)
abstract class RemindersContract {

    static final int TOKENS = 1000;
    static final Duration DAY = Duration.ofDays(1);

    private static final Duration AFTER_THE_LEASE = Duration.ofMinutes(11);

    abstract TestTables newTables();

    @Test
    void expiringTokens_onThreeNodes_areHandedOutOnce() throws Exception {
        TestTables tables = newTables();
        Queue<String> handedOut = new ConcurrentLinkedQueue<>();
        try (TokenService one = service(tables, Duration.ZERO);
                TokenService two = service(tables, Duration.ZERO);
                TokenService three = service(tables, Duration.ZERO)) {
            addExpiringTokens(one);
            remindOn(List.of(one, two, three), token -> handedOut.add(token.id()));
        }
        assertThat(handedOut).hasSize(TOKENS).doesNotHaveDuplicates();
    }

    @Test
    void expiringTokens_afterANodeDied_areHandedOutOnceExceptTheUnconfirmedOne() throws Exception {
        TestTables tables = newTables();
        Queue<String> handedOut = new ConcurrentLinkedQueue<>();
        List<String> byTheDead = new ArrayList<>();
        try (TokenService dying = service(tables, Duration.ZERO);
                TokenService two = service(tables, Duration.ZERO);
                TokenService three = service(tables, Duration.ZERO)) {
            addExpiringTokens(dying);
            assertThatThrownBy(() -> dying.claimExpiring(DAY, token -> dieAfter(100, byTheDead, token)))
                    .isInstanceOf(Died.class);
            remindOn(List.of(two, three), token -> handedOut.add(token.id()));
            assertThat(byTheDead).hasSize(100);
            handedOut.addAll(byTheDead);
            assertThat(handedOut).hasSize(TOKENS).doesNotHaveDuplicates();
        }
        assertThat(handedOutLater(tables)).containsExactly(byTheDead.get(99));
    }

    /** What the next call hands out once the leases of dead callers have ended. */
    static List<String> handedOutLater(TestTables tables) {
        List<String> later = new ArrayList<>();
        try (TokenService service = service(tables, AFTER_THE_LEASE)) {
            service.claimExpiring(DAY, token -> later.add(token.id()));
            service.claimExpiring(DAY, token -> later.add(token.id()));
        }
        return later;
    }

    static void remindOn(List<TokenService> services, Consumer<Token> reminder) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(services.size());
        try {
            List<Future<Integer>> calls = services.stream()
                    .map(service -> threads.submit(() -> service.claimExpiring(DAY, reminder)))
                    .toList();
            for (Future<Integer> call : calls) {
                call.get(100, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static TokenService service(TestTables tables, Duration clockError) {
        return TokenServices.build(
                TokenService.builder(tables.connect().createSchema()),
                () -> Instant.now().plus(clockError),
                System::nanoTime);
    }

    static void addExpiringTokens(TokenService service) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        service.importTokens(sink -> IntStream.range(0, TOKENS)
                .mapToObj(number -> expiring(number, now))
                .forEach(sink::add));
    }

    private static StoredToken expiring(int number, Instant now) {
        Token token = Token.builder("t" + number, "ada", now)
                .expiresAt(now.plus(Duration.ofHours(1)).plusMillis(number))
                .build();
        byte[] hash = ByteBuffer.allocate(TokenHash.LENGTH).putInt(number).array();
        return new StoredToken(token, TokenHash.of(hash));
    }

    private static void dieAfter(int count, List<String> handedOut, Token token) {
        handedOut.add(token.id());
        if (handedOut.size() == count) {
            throw new Died();
        }
    }

    /** What ends a caller before it confirms. */
    private static final class Died extends Error {

        private static final long serialVersionUID = 1L;
    }
}
