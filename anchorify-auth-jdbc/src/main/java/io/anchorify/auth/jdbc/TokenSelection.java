package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenCriterion;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ExpiringPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a {@link TokenQuery} as an SQL condition with its parameters. */
final class TokenSelection {

    private static final String LAST_USE = "COALESCE(last_used_at, created_at)";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private TokenSelection() {
        add("1 = 1");
    }

    static TokenSelection of(TokenQuery query, ActiveRule rule) {
        TokenSelection selection = new TokenSelection();
        if (query.owner() != null) {
            selection.add("owner = ?", query.owner());
        }
        switch (query.which()) {
            case ACTIVE -> selection.addActive(rule, selectsByExpiry(query));
            case ENDED -> selection.addEnded(rule);
            case REVOKED -> selection.add("successor_id IS NULL AND revoked_at IS NOT NULL");
            case EXPIRED ->
                selection.add("successor_id IS NULL AND revoked_at IS NULL AND expires_at <= ?", rule.now());
            case SUPERSEDED ->
                selection.add("successor_id IS NOT NULL AND (revoked_at IS NOT NULL OR expires_at <= ?)", rule.now());
            case ALL -> {}
        }
        query.criteria().forEach(selection::add);
        return selection;
    }

    /**
     * The order of a page. Tokens that expire soon were often issued at about the same time. PostgreSQL assumes that they were
     * issued at any time, and would read the newest tokens until it has met enough, which can be half of the table. No index
     * has the order of the expression, which is always the time of creation, so it reads the index of the expiry.
     */
    static String order(TokenQuery query) {
        String created =
                selectsByExpiry(query) ? "CASE WHEN expires_at IS NULL THEN NULL ELSE created_at END" : "created_at";
        return query.ascending() ? created + ", id" : created + " DESC, id DESC";
    }

    private static boolean selectsByExpiry(TokenQuery query) {
        return query.owner() == null
                && query.which() == TokenQuery.Which.ACTIVE
                && query.criteria().stream().anyMatch(TokenCriterion.ExpiringBefore.class::isInstance);
    }

    /** The active tokens of an owner that have no successor. */
    static TokenSelection counted(String owner, ActiveRule rule) {
        TokenSelection selection = new TokenSelection();
        selection.add("owner = ? AND successor_id IS NULL", owner);
        selection.addActive(rule, false);
        return selection;
    }

    /** The tokens that expire soon, after a position in the order of expiry. */
    static TokenSelection expiring(Duration before, ExpiringPage.@Nullable Position after, ActiveRule rule) {
        TokenSelection selection = new TokenSelection();
        selection.add(
                "expires_at > ? AND expires_at < ?", rule.now(), rule.now().plus(before));
        if (after != null) {
            // The first condition is the range of the index.
            Instant time = after.expiresAt();
            selection.add("expires_at >= ? AND (expires_at > ? OR id > ?)", time, time, after.id());
        }
        return selection;
    }

    /** The selected tokens up to a position in the order of expiry. */
    TokenSelection upTo(ExpiringPage.@Nullable Position end) {
        if (end != null) {
            add("expires_at <= ? AND (expires_at < ? OR id <= ?)", end.expiresAt(), end.expiresAt(), end.id());
        }
        return this;
    }

    /** Those of the selected tokens that are active, and that nobody has claimed to remind of their expiry. */
    TokenSelection unreminded(Duration before, ActiveRule rule) {
        addActive(rule, true);
        add("successor_id IS NULL AND (reminded_seconds IS NULL OR reminded_seconds > ?)", before.toSeconds());
        add("(claimed_until IS NULL OR claimed_until <= ?)", rule.now());
        return this;
    }

    /** The selected tokens of a page, and those of later pages. */
    TokenSelection after(TokenQuery query) {
        TokenQuery.Position position = query.after();
        if (position != null) {
            Instant time = position.createdAt();
            // The first condition is the range of the index.
            add(
                    query.ascending()
                            ? "created_at >= ? AND (created_at > ? OR id > ?)"
                            : "created_at <= ? AND (created_at < ? OR id < ?)",
                    time,
                    time,
                    position.id());
        }
        return this;
    }

    TokenSelection notRevoked() {
        add("revoked_at IS NULL");
        return this;
    }

    String condition() {
        return String.join(" AND ", conditions);
    }

    /** The parameters of the condition, preceded and followed by others of the statement. */
    Object[] parameters(List<?> before, Object... after) {
        List<Object> all = new ArrayList<>(before);
        all.addAll(parameters);
        all.addAll(List.of(after));
        return all.toArray();
    }

    private void add(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
    }

    /** Two ends of one range let PostgreSQL estimate how few tokens it has. With OR, it assumes many. */
    private void addActive(ActiveRule rule, boolean byExpiry) {
        add("revoked_at IS NULL");
        add(byExpiry ? "expires_at > ?" : "(expires_at IS NULL OR expires_at > ?)", rule.now());
        if (rule.createdAfter() != null) {
            add("created_at > ?", rule.createdAfter());
        }
        if (rule.usedAfter() != null) {
            add(LAST_USE + " > ?", rule.usedAfter());
        }
    }

    private void addEnded(ActiveRule rule) {
        List<String> ended = new ArrayList<>(List.of("revoked_at IS NOT NULL", "expires_at <= ?"));
        List<Object> times = new ArrayList<>(List.of(rule.now()));
        if (rule.createdAfter() != null) {
            ended.add("created_at <= ?");
            times.add(rule.createdAfter());
        }
        if (rule.usedAfter() != null) {
            ended.add(LAST_USE + " <= ?");
            times.add(rule.usedAfter());
        }
        add("(" + String.join(" OR ", ended) + ")", times.toArray());
    }

    private void add(TokenCriterion criterion) {
        if (criterion instanceof TokenCriterion.HasScope has) {
            add("CONCAT(' ', scopes, ' ') LIKE ? ESCAPE '!'", "% " + escaped(has.scope()) + " %");
        } else if (criterion instanceof TokenCriterion.HasAttribute has) {
            add("id IN (SELECT token_id FROM {attributes} WHERE name = ? AND content = ?)", has.key(), has.value());
        } else if (criterion instanceof TokenCriterion.LabelContains contains) {
            add("label LIKE ? ESCAPE '!'", "%" + escaped(contains.text()) + "%");
        } else if (criterion instanceof TokenCriterion.CreatedBy by) {
            add("created_by = ?", by.actor());
        } else if (criterion instanceof TokenCriterion.IdStartsWith starts) {
            // A range of the primary key. Every character of an id is less than '{'.
            add("id >= ? AND id < ?", starts.prefix(), starts.prefix() + "{");
        } else if (criterion instanceof TokenCriterion.Except except) {
            add("id <> ?", except.id());
        } else if (criterion instanceof TokenCriterion.NeverUsed) {
            add("last_used_at IS NULL");
        } else if (criterion instanceof TokenCriterion.PresentedAfterEnd) {
            add("last_refused_at IS NOT NULL");
        } else {
            addTime(criterion);
        }
    }

    private void addTime(TokenCriterion criterion) {
        if (criterion instanceof TokenCriterion.CreatedBefore before) {
            add("created_at < ?", before.instant());
        } else if (criterion instanceof TokenCriterion.UnusedSince unused) {
            add(LAST_USE + " < ?", unused.instant());
        } else if (criterion instanceof TokenCriterion.ExpiringBefore before) {
            add("expires_at < ?", before.instant());
        } else if (criterion instanceof TokenCriterion.EndedBefore before) {
            add("(revoked_at < ? OR expires_at < ?)", before.instant(), before.instant());
        } else if (criterion instanceof TokenCriterion.NeverExpiring) {
            add("expires_at IS NULL");
        } else {
            throw new IllegalArgumentException("An unknown criterion: " + criterion);
        }
    }

    /** The text without the wildcards of LIKE. Not the backslash, which MariaDB also interprets in literals. */
    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
