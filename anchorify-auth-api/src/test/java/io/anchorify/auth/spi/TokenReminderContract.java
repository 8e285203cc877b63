package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a store hands tokens that expire soon to one caller. */
abstract class TokenReminderContract extends TokenUsageContract {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant LEASE_END = NOW.plusSeconds(600);

    @Test
    void expiringTokens_areListedByTheirExpiry() {
        StoredToken later = expiring("later", NOW.plus(DAY).minusNanos(1000));
        StoredToken soon = expiring("soon", NOW.plusNanos(1000));
        expiring("too late", NOW.plus(DAY));
        expiring("expired", NOW);
        insert("ada", "never", NOW);
        StoredToken revoked = expiring("revoked", NOW.plusSeconds(1));
        store.revoke("ada", id(revoked), RevocationDetails.at(NOW), change(new ChangeScope.AnyToken()));
        insert(Token.builder(id(), "ada", NOW)
                .expiresAt(NOW.plusSeconds(1))
                .successorId("after")
                .build());

        assertThat(list(DAY, NOW)).containsExactly(soon.token(), later.token());
        ActiveRule tooOld = new ActiveRule(NOW, NOW, null);
        assertThat(store.listExpiring(DAY, null, 10, tooOld).tokens()).isEmpty();
        assertThat(store.claimReminder(id(soon), claim(DAY), tooOld)).isFalse();
    }

    @Test
    void pages_withManyRemindedTokens_continueAfterTheLastExaminedOne() {
        List<Token> due = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            // Several tokens expire at the same time.
            StoredToken token = expiring("t" + i, NOW.plusSeconds(1 + i / 7));
            if (i % 3 == 0) {
                due.add(token.token());
            } else {
                remind(token, DAY);
            }
        }
        for (int limit : new int[] {1, 7, 10, 100, 101, 1000}) {
            List<Token> listed = new ArrayList<>();
            int pages = 0;
            ExpiringPage.@Nullable Position end = null;
            do {
                ExpiringPage page = store.listExpiring(DAY, end, limit, ActiveRule.at(NOW));
                listed.addAll(page.tokens());
                end = page.end();
                pages++;
            } while (end != null);
            assertThat(listed).containsExactlyInAnyOrderElementsOf(due);
            assertThat(listed)
                    .isSortedAccordingTo(Comparator.comparing(Token::expiresAt).thenComparing(Token::id));
            assertThat(pages).isEqualTo(100 / limit + 1);
        }
    }

    @Test
    void claimedToken_isNeitherListedNorClaimedUntilTheClaimEnds() {
        StoredToken token = expiring("laptop", NOW.plusSeconds(9999));
        ReminderClaim first = claim(DAY);
        assertThat(store.claimReminder(id(token), first, ActiveRule.at(NOW))).isTrue();

        Instant justBefore = LEASE_END.minusNanos(1000);
        assertThat(list(DAY, justBefore)).isEmpty();
        assertThat(store.claimReminder(id(token), claim(DAY), ActiveRule.at(justBefore)))
                .isFalse();
        assertThat(store.claimReminder(id(token), first, ActiveRule.at(justBefore)))
                .isFalse();

        ReminderClaim second = new ReminderClaim(UUID.randomUUID(), DAY, LEASE_END.plusSeconds(600));
        assertThat(store.claimReminder(id(token), second, ActiveRule.at(LEASE_END)))
                .isTrue();
        assertThat(store.confirmReminder(id(token), first)).isFalse();
        assertThat(store.confirmReminder(id(token), second)).isTrue();
        assertThat(store.confirmReminder(id(token), second)).isFalse();
    }

    @Test
    void confirmedToken_isClaimedAgainForAShorterTimeOnly() {
        StoredToken token = expiring("laptop", NOW.plusSeconds(9999));
        remind(token, WEEK);
        for (Duration before : List.of(WEEK, WEEK.plusSeconds(1), WEEK.multipliedBy(9))) {
            assertThat(list(before, NOW)).isEmpty();
            assertThat(store.claimReminder(id(token), claim(before), ActiveRule.at(NOW)))
                    .isFalse();
        }
        assertThat(list(WEEK.minusSeconds(1), NOW)).containsExactly(token.token());

        remind(token, DAY);
        assertThat(list(WEEK.minusSeconds(1), NOW)).isEmpty();
    }

    @Test
    void claim_ofATokenThatIsNotDue_isRefused() {
        StoredToken late = expiring("late", NOW.plus(DAY));
        StoredToken revoked = expiring("revoked", NOW.plusSeconds(1));
        store.revoke("ada", id(revoked), RevocationDetails.at(NOW), change(new ChangeScope.AnyToken()));

        assertThat(store.claimReminder(id(late), claim(DAY), ActiveRule.at(NOW)))
                .isFalse();
        assertThat(store.claimReminder(id(revoked), claim(DAY), ActiveRule.at(NOW)))
                .isFalse();
        assertThat(store.claimReminder("absent", claim(DAY), ActiveRule.at(NOW)))
                .isFalse();
    }

    @Test
    void confirmation_ofAnErasedToken_isRefused() {
        StoredToken token = expiring("laptop", NOW.plusSeconds(1));
        ReminderClaim claim = claim(DAY);
        store.claimReminder(id(token), claim, ActiveRule.at(NOW));
        store.erase("ada", change(new ChangeScope.AnyToken()));

        assertThat(store.confirmReminder(id(token), claim)).isFalse();
    }

    @Test
    void reminders_changeNoOtherColumn() {
        StoredToken token = expiring("laptop", NOW.plusSeconds(1));
        remind(token, DAY);

        assertThat(store.findByHash(token.hash())).contains(token);
    }

    @Test
    void claim_by16ThreadsOnOneToken_hasOneWinner() throws Exception {
        StoredToken token = expiring("laptop", NOW.plusSeconds(1));

        List<Boolean> won =
                atOnce(16, () -> retried(() -> store.claimReminder(id(token), claim(DAY), ActiveRule.at(NOW))));

        assertThat(won).containsOnlyOnce(true);
    }

    private List<Token> list(Duration before, Instant now) {
        ExpiringPage page = store.listExpiring(before, null, 10, ActiveRule.at(now));
        assertThat(page.end()).isNull();
        return page.tokens();
    }

    private void remind(StoredToken token, Duration before) {
        ReminderClaim claim = claim(before);
        assertThat(store.claimReminder(id(token), claim, ActiveRule.at(NOW))).isTrue();
        assertThat(store.confirmReminder(id(token), claim)).isTrue();
    }

    private static ReminderClaim claim(Duration before) {
        return new ReminderClaim(UUID.randomUUID(), before, LEASE_END);
    }

    private StoredToken expiring(@Nullable String label, Instant expiresAt) {
        return insert(Token.builder(id(), "ada", NOW)
                .label(label)
                .expiresAt(expiresAt)
                .build());
    }

    private static String id(StoredToken stored) {
        return stored.token().id();
    }
}
