package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store records about accepted and refused uses. */
abstract class TokenUsageContract extends StoreContract {

    /** Later than every time that a correct clock could have written. */
    static final Instant LATEST = NOW.plus(Duration.ofDays(1));

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void lastUse_writtenByAClockThatWasWrong_isReplaced() {
        for (String wrong : List.of("2126-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")) {
            StoredToken stored = insert("ada", wrong, NOW);
            store.recordUses(List.of(new TokenUse(stored.token().id(), Instant.parse(wrong), "192.0.2.1")), LATEST);
            assertThat(lastUsedAt(stored)).isEqualTo(wrong);

            use(stored, NOW.plusSeconds(1));
            assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(1));
            assertThat(found(stored).lastUsedFrom()).isNull();
        }
    }

    @Test
    void lastUse_atTheLatestPlausibleTime_isKept() {
        StoredToken stored = insert("ada", "laptop", NOW);
        use(stored, LATEST);
        use(stored, NOW);
        assertThat(lastUsedAt(stored)).isEqualTo(LATEST);

        use(stored, LATEST.plusNanos(1000));
        use(stored, NOW);
        assertThat(lastUsedAt(stored)).isEqualTo(NOW);
    }

    @Test
    void lastUse_withAnAddress_replacesTheAddressBefore() {
        StoredToken stored = insert("ada", "laptop", NOW);
        String longest = "2001:0db8:0000:0000:0000:ffff:192.168.100.228%" + "z".repeat(18);
        assertThat(longest).hasSize(64);
        for (String address : new String[] {"192.0.2.1", longest, null, "::1"}) {
            Instant at = NOW.plusSeconds(address == null ? 100 : address.length() + (address.equals("::1") ? 200 : 0));
            store.recordUses(List.of(new TokenUse(stored.token().id(), at, address)), LATEST);
            assertThat(found(stored).lastUsedFrom()).isEqualTo(address);
        }
        store.recordUses(List.of(new TokenUse(stored.token().id(), NOW, "192.0.2.9")), LATEST);
        assertThat(found(stored).lastUsedFrom()).isEqualTo("::1");
    }

    @Test
    void refusal_isRecordedOncePerInterval() {
        StoredToken stored = insert("ada", "laptop", NOW);
        StoredToken other = insert("ada", "phone", NOW);
        store.revoke(
                "ada", stored.token().id(), new RevocationDetails(NOW, null, null), change(new ChangeScope.AnyToken()));
        String id = stored.token().id();

        assertThat(refuse(id, NOW.plusSeconds(1), "192.0.2.1")).containsExactly(id);
        assertThat(refuse(id, NOW.plusSeconds(60), "192.0.2.2")).isEmpty();
        assertThat(found(stored))
                .isEqualTo(stored.token().toBuilder()
                        .revokedAt(NOW)
                        .lastRefusedAt(NOW.plusSeconds(1))
                        .lastRefusedFrom("192.0.2.1")
                        .build());
        assertThat(refuse(id, NOW.plusSeconds(61), null)).containsExactly(id);
        assertThat(found(stored).lastRefusedAt()).isEqualTo(NOW.plusSeconds(61));
        assertThat(found(stored).lastRefusedFrom()).isNull();
        assertThat(refuse(id, NOW, "192.0.2.3")).isEmpty();
        assertThat(found(other)).isEqualTo(other.token());
    }

    @Test
    void refusal_writtenByAClockThatWasWrong_isReplaced() {
        StoredToken stored = insert("ada", "laptop", NOW);
        String id = stored.token().id();
        refuse(id, LATEST.plusNanos(1000), "192.0.2.1");

        assertThat(refuse(id, NOW, "192.0.2.2")).containsExactly(id);
        assertThat(found(stored).lastRefusedAt()).isEqualTo(NOW);
        assertThat(found(stored).lastRefusedFrom()).isEqualTo("192.0.2.2");
    }

    @Test
    void refusals_inABatch_returnTheRecordedOnes() {
        List<String> due = new ArrayList<>();
        List<TokenUse> uses = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String id = insert("ada", "t" + i, NOW).token().id();
            uses.add(new TokenUse(id, NOW.plusSeconds(30)));
            if (i % 3 == 0) {
                refuse(id, NOW, null);
            } else {
                due.add(id);
            }
        }
        uses.add(new TokenUse("absent", NOW));
        uses.add(new TokenUse("' OR id <> '", NOW));

        assertThat(store.recordRefusals(uses, MINUTE, LATEST)).containsExactlyInAnyOrderElementsOf(due);
        assertThat(store.recordRefusals(uses, MINUTE, LATEST)).isEmpty();
        assertThat(store.recordRefusals(List.of(), MINUTE, LATEST)).isEmpty();
    }

    @Test
    void refusals_recordedConcurrently_haveOneWinnerPerToken() throws Exception {
        List<TokenUse> uses = IntStream.range(0, 50)
                .mapToObj(i -> new TokenUse(insert("ada", "t" + i, NOW).token().id(), NOW))
                .toList();

        List<Set<String>> recorded = atOnce(8, () -> retried(() -> store.recordRefusals(uses, MINUTE, LATEST)));

        assertThat(recorded.stream().flatMap(Set::stream))
                .containsExactlyInAnyOrderElementsOf(
                        uses.stream().map(TokenUse::tokenId).toList());
    }

    private Set<String> refuse(String id, Instant at, @Nullable String address) {
        return store.recordRefusals(List.of(new TokenUse(id, at, address)), MINUTE, LATEST);
    }

    private Token found(StoredToken stored) {
        return store.findByHash(stored.hash()).orElseThrow().token();
    }

    final @Nullable Instant lastUsedAt(StoredToken stored) {
        Optional<StoredToken> found =
                store.find(stored.token().owner(), stored.token().id());
        return found.orElseThrow().token().lastUsedAt();
    }

    final void use(StoredToken stored, Instant at) {
        store.recordUses(List.of(new TokenUse(stored.token().id(), at)), LATEST);
    }
}
