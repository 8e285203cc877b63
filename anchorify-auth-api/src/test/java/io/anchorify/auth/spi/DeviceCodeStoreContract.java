package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.spi.DeviceCode.State;
import io.anchorify.auth.spi.Redemption.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link TokenStore} with {@linkplain TokenStore#deviceCodes device codes} does with them. */
public abstract class DeviceCodeStoreContract extends StoreContract {

    private static final ActiveRule RULE = ActiveRule.at(NOW);
    private static final Instant EXPIRY = NOW.plusSeconds(600);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int MAXIMUM = 1000;
    private static final int THREADS = 64;
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private DeviceCodeStore codes;

    @BeforeEach
    final void findDeviceCodes() {
        codes = store.deviceCodes().orElseThrow();
    }

    @Test
    void code_withEveryValue_isReturnedEqual() {
        DeviceRequest request = new DeviceRequest(
                "WDJB-MJHT", "\uD83D\uDE00".repeat(100), "2001:db8::1%eth0", Set.of("read", "write"), NOW, EXPIRY);
        DeviceCode code = DeviceCode.undecided(hash(), request, INTERVAL);

        assertThat(codes.add(code, MAXIMUM)).isEqualTo(InsertResult.ADDED);

        assertThat(codes.find(code.hash())).contains(code);
        assertThat(codes.find("WDJB-MJHT")).contains(code);
        assertThat(codes.find("WDJB-MJHX")).isEmpty();
        assertThat(codes.find(hash())).isEmpty();
    }

    @Test
    void approvedCode_withEveryValue_isReturnedEqual() {
        for (TokenRequest approved : List.of(
                TokenRequest.of("ada "),
                full().expiresIn(Duration.of(1, ChronoUnit.MICROS)),
                full().expiresIn(Duration.ofDays(36_500)))) {
            DeviceCode code = added();

            assertThat(codes.approve(userCode(code), approved, NOW)).isTrue();

            assertThat(codes.find(code.hash()))
                    .contains(new DeviceCode(code.hash(), code.request(), INTERVAL, null, State.APPROVED, approved));
        }
    }

    private static TokenRequest full() {
        return TokenRequest.of("\uD83D\uDE00".repeat(255))
                .label("\uD83D\uDE00".repeat(100))
                .scopes("read", "write")
                .attribute("project", "a=b")
                .attribute("tenant", "' \\ %")
                .networks("10.0.0.0/8", "2001:db8::/32")
                .createdBy("job 1");
    }

    @Test
    void add_withAHashOrAUserCodeThatExists_changesNothing() {
        DeviceCode code = added();
        DeviceRequest sameUserCode = request(userCode(code), EXPIRY);

        assertThat(codes.add(DeviceCode.undecided(code.hash(), request(EXPIRY), INTERVAL), MAXIMUM))
                .isEqualTo(InsertResult.DUPLICATE);
        assertThat(codes.add(DeviceCode.undecided(hash(), sameUserCode, INTERVAL), MAXIMUM))
                .isEqualTo(InsertResult.DUPLICATE);

        assertThat(codes.find(userCode(code))).contains(code);
    }

    @Test
    void add_beyondTheMaximum_isRefusedUntilACodeIsDecided() {
        DeviceCode first = added(EXPIRY);
        added(NOW);
        added(EXPIRY);
        DeviceCode third = DeviceCode.undecided(hash(), request(EXPIRY), INTERVAL);

        assertThat(codes.add(third, 2)).isEqualTo(InsertResult.LIMIT_REACHED);
        assertThat(codes.find(third.hash())).isEmpty();

        codes.deny(userCode(first), NOW);
        assertThat(codes.add(third, 2)).isEqualTo(InsertResult.ADDED);
    }

    @Test
    void decision_onADecidedExpiredOrUnknownCode_changesNothing() {
        DeviceCode approved = approved("ada");
        DeviceCode denied = added();
        assertThat(codes.deny(userCode(denied), NOW)).isTrue();
        DeviceCode expired = added();

        for (DeviceCode code : List.of(approved, denied)) {
            assertThat(codes.approve(userCode(code), TokenRequest.of("mallory"), NOW))
                    .isFalse();
            assertThat(codes.deny(userCode(code), NOW)).isFalse();
        }
        assertThat(codes.approve(userCode(expired), TokenRequest.of("ada"), EXPIRY))
                .isFalse();
        assertThat(codes.deny(userCode(expired), EXPIRY)).isFalse();
        assertThat(codes.deny("BBBB-BBBB", NOW)).isFalse();

        assertThat(state(approved)).isEqualTo(State.APPROVED);
        assertThat(state(denied)).isEqualTo(State.DENIED);
        assertThat(codes.find(expired.hash())).contains(expired);
        assertThat(codes.deny(userCode(expired), EXPIRY.minusNanos(1000))).isTrue();
    }

    @Test
    void decisions_byManyThreads_oneWins() throws Exception {
        DeviceCode code = added();
        AtomicInteger next = new AtomicInteger();

        List<Boolean> results = atOnce(THREADS, () -> {
            int thread = next.getAndIncrement();
            Callable<Boolean> decision = thread % 2 == 0
                    ? () -> codes.approve(userCode(code), TokenRequest.of("owner " + thread), NOW)
                    : () -> codes.deny(userCode(code), NOW);
            return retried(decision);
        });

        assertThat(Collections.frequency(results, true)).isEqualTo(1);
    }

    @Test
    void poll_ofTheRowAsRead_isRecorded() {
        DeviceCode code = added();
        Instant first = NOW.plusSeconds(5);

        assertThat(codes.recordPoll(code, first, INTERVAL)).isTrue();
        DeviceCode polled = read(code);
        assertThat(polled)
                .isEqualTo(new DeviceCode(code.hash(), code.request(), INTERVAL, first, State.UNDECIDED, null));
        assertThat(codes.recordPoll(polled, first.plusSeconds(1), Duration.ofSeconds(10)))
                .isTrue();

        assertThat(read(code).interval()).hasSeconds(10);
        assertThat(read(code).polledAt()).isEqualTo(first.plusSeconds(1));
    }

    @Test
    void poll_ofARowThatHasChanged_isNotRecorded() {
        DeviceCode code = added();
        assertThat(codes.recordPoll(code, NOW.plusSeconds(5), INTERVAL)).isTrue();
        DeviceCode polled = read(code);
        assertThat(codes.recordPoll(polled, NOW.plusSeconds(5), Duration.ofSeconds(10)))
                .isTrue();

        for (DeviceCode stale : List.of(code, polled)) {
            assertThat(codes.recordPoll(stale, NOW.plusSeconds(9), Duration.ofSeconds(20)))
                    .isFalse();
        }
        DeviceCode last = read(code);
        codes.deny(userCode(code), NOW);
        assertThat(codes.recordPoll(last, NOW.plusSeconds(9), INTERVAL)).isFalse();
        assertThat(read(code).polledAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(read(code).interval()).hasSeconds(10);
    }

    @Test
    void redeem_approvedCode_addsTheTokenAndDeletesTheCode() {
        DeviceCode code = approved("ada");
        StoredToken token = newToken("ada");

        assertThat(redeem(code, token, null)).isEqualTo(Result.ISSUED);

        assertThat(store.findByHash(token.hash())).contains(token);
        assertThat(store.count(TokenQuery.all().attribute("project", "x"), RULE))
                .isEqualTo(1);
        assertThat(codes.find(code.hash())).isEmpty();
        assertThat(redeem(code, newToken("ada"), null)).isEqualTo(Result.NOT_APPROVED);
        assertThat(store.listAll("", 10)).containsExactly(token);
    }

    @Test
    void redeem_codeThatIsNotApproved_changesNothing() {
        DeviceCode undecided = added();
        DeviceCode denied = added();
        codes.deny(userCode(denied), NOW);
        DeviceCode expired = added(NOW.plusSeconds(1));
        codes.approve(userCode(expired), TokenRequest.of("ada"), NOW);
        ActiveRule atExpiry = ActiveRule.at(NOW.plusSeconds(1));

        assertThat(redeem(undecided, newToken("ada"), null)).isEqualTo(Result.NOT_APPROVED);
        assertThat(redeem(denied, newToken("ada"), 1)).isEqualTo(Result.NOT_APPROVED);
        assertThat(codes.redeem(new Redemption(expired.hash(), newToken("ada"), null), atExpiry))
                .isEqualTo(Result.NOT_APPROVED);

        assertThat(store.listAll("", 10)).isEmpty();
        assertThat(state(expired)).isEqualTo(State.APPROVED);
    }

    @Test
    void redeem_withTheMaximumNumberOfTokens_deletesTheCodeOnly() {
        StoredToken first = insert("ada", null, NOW);
        insert("grace", null, NOW);
        DeviceCode code = approved("ada");
        DeviceCode other = approved("ada");

        assertThat(redeem(code, newToken("ada"), 1)).isEqualTo(Result.LIMIT_REACHED);
        assertThat(codes.find(code.hash())).isEmpty();
        assertThat(store.list(TokenQuery.of("ada"), RULE)).containsExactly(first.token());

        assertThat(redeem(other, newToken("ada"), 2)).isEqualTo(Result.ISSUED);
    }

    @Test
    void redeem_toADuplicate_changesNothing() {
        StoredToken known = insert("ada", null, NOW);
        DeviceCode code = approved("ada");

        for (Integer maximum : new Integer[] {null, 5}) {
            StoredToken sameHash =
                    new StoredToken(Token.builder(id(), "ada", NOW).build(), known.hash());
            assertThat(redeem(code, sameHash, maximum)).isEqualTo(Result.DUPLICATE);
            assertThat(redeem(code, stored(known.token()), maximum)).isEqualTo(Result.DUPLICATE);
        }

        assertThat(store.listAll("", 10)).containsExactly(known);
        assertThat(redeem(code, newToken("ada"), null)).isEqualTo(Result.ISSUED);
    }

    @Test
    void redeem_byManyThreads_issuesOneToken() throws Exception {
        DeviceCode code = approved("ada");
        AtomicInteger next = new AtomicInteger();

        List<Result> results = atOnce(THREADS, () -> {
            Integer maximum = next.getAndIncrement() % 2 == 0 ? null : 100;
            return retried(() -> redeem(code, newToken("ada"), maximum));
        });

        assertThat(Collections.frequency(results, Result.ISSUED)).isEqualTo(1);
        assertThat(Collections.frequency(results, Result.NOT_APPROVED)).isEqualTo(THREADS - 1);
        assertThat(store.listAll("", 100)).hasSize(1);
    }

    @Test
    void erase_andRevokeAll_deleteTheApprovedCodesOfTheirOwner() {
        DeviceCode undecided = added();
        DeviceCode others = approved("Ada");
        for (Runnable end : List.<Runnable>of(this::erase, this::revokeAll)) {
            DeviceCode code = approved("ada");

            end.run();

            assertThat(codes.find(code.hash())).isEmpty();
            assertThat(redeem(code, newToken("ada"), null)).isEqualTo(Result.NOT_APPROVED);
        }
        assertThat(codes.find(undecided.hash())).isPresent();
        assertThat(state(others)).isEqualTo(State.APPROVED);
    }

    /** Either the token is issued before and revoked too, or it is not issued. */
    @Test
    void revokeAll_duringARedemption_leavesNoActiveToken() throws Exception {
        for (int i = 0; i < 20; i++) {
            DeviceCode code = approved("ada");
            AtomicInteger next = new AtomicInteger();

            atOnce(
                    4,
                    () -> retried(() -> {
                        if (next.getAndIncrement() % 4 == 0) {
                            revokeAll();
                            return true;
                        }
                        return redeem(code, newToken("ada"), null) == Result.ISSUED;
                    }));

            assertThat(store.list(TokenQuery.of("ada"), RULE)).isEmpty();
        }
    }

    @Test
    void deleteExpired_deletesNoMoreThanTheLimit() {
        DeviceCode pending = added(NOW.plusSeconds(1));
        List<DeviceCode> expired =
                IntStream.range(0, 5).mapToObj(i -> added(NOW.minusSeconds(i))).toList();
        codes.approve(userCode(expired.get(4)), TokenRequest.of("ada"), NOW.minusSeconds(60));

        assertThat(codes.deleteExpired(NOW, 3)).isEqualTo(3);
        assertThat(codes.deleteExpired(NOW, 3)).isEqualTo(2);
        assertThat(codes.deleteExpired(NOW, 3)).isZero();

        assertThat(expired)
                .allSatisfy(code -> assertThat(codes.find(code.hash())).isEmpty());
        assertThat(codes.find(pending.hash())).isPresent();
        assertThat(store.list(TokenQuery.all().which(Which.ALL), RULE)).isEmpty();
    }

    private void erase() {
        store.erase("ada", change(new ChangeScope.TokensOf("ada")));
    }

    private void revokeAll() {
        store.revokeAll("ada", RevocationDetails.at(NOW), change(new ChangeScope.TokensOf("ada")));
    }

    private Result redeem(DeviceCode code, StoredToken token, @Nullable Integer maximum) {
        return codes.redeem(new Redemption(code.hash(), token, maximum), RULE);
    }

    private StoredToken newToken(String owner) {
        return stored(Token.builder(id(), owner, NOW)
                .attributes(Map.of("project", "x"))
                .build());
    }

    private DeviceCode approved(String owner) {
        DeviceCode code = added();
        assertThat(codes.approve(userCode(code), TokenRequest.of(owner), NOW)).isTrue();
        return code;
    }

    private DeviceCode added() {
        return added(EXPIRY);
    }

    private DeviceCode added(Instant expiry) {
        DeviceCode code = DeviceCode.undecided(hash(), request(expiry), INTERVAL);
        assertThat(codes.add(code, MAXIMUM)).isEqualTo(InsertResult.ADDED);
        return code;
    }

    private DeviceRequest request(Instant expiry) {
        String letters = random.ints(8, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, i) -> text.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
        return request(letters.substring(0, 4) + "-" + letters.substring(4), expiry);
    }

    private static DeviceRequest request(String userCode, Instant expiry) {
        return new DeviceRequest(userCode, "command", null, Set.of(), NOW, expiry);
    }

    private DeviceCode read(DeviceCode code) {
        return codes.find(code.hash()).orElseThrow();
    }

    private State state(DeviceCode code) {
        return read(code).state();
    }

    private static String userCode(DeviceCode code) {
        return code.request().userCode();
    }
}
