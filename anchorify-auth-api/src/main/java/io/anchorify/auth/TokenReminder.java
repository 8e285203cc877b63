package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ExpiringPage;
import io.anchorify.auth.spi.ReminderClaim;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands tokens that expire soon to one caller in the cluster. */
final class TokenReminder {

    /** How long others leave a token to the caller that claimed it. Much longer than the clocks of the nodes differ. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    /** Most of them were handed out before. */
    private static final int EXAMINED = 1000;

    private final Engine engine;
    private final TokenStore store;

    TokenReminder(Engine engine) {
        this.engine = engine;
        this.store = engine.store();
    }

    int claimExpiring(Duration before, Consumer<Token> reminder) {
        if (before.compareTo(SHORTEST) < 0 || before.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A reminder must come 1 second to 36500 days before the expiry");
        }
        return remindAll(before.truncatedTo(ChronoUnit.SECONDS), reminder);
    }

    private int remindAll(Duration threshold, Consumer<Token> reminder) {
        UUID caller = UUID.randomUUID();
        int reminded = 0;
        ExpiringPage.@Nullable Position end = null;
        do {
            ExpiringPage page = store.listExpiring(threshold, end, EXAMINED, rule());
            for (Token token : page.tokens()) {
                reminded += remind(token, caller, threshold, reminder) ? 1 : 0;
            }
            end = page.end();
        } while (end != null);
        return reminded;
    }

    private boolean remind(Token token, UUID caller, Duration threshold, Consumer<Token> reminder) {
        ActiveRule rule = rule();
        ReminderClaim claim = new ReminderClaim(caller, threshold, rule.now().plus(LEASE));
        if (!store.claimReminder(token.id(), claim, rule)) {
            return false;
        }
        reminder.accept(token);
        return store.confirmReminder(token.id(), claim);
    }

    private ActiveRule rule() {
        return engine.policy().at(engine.clocks().micros());
    }
}
