package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.web.internal.Exchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of tokens, newest first.
 *
 * @param filter what was asked for
 * @param rows the page; {@code null} if the store did not answer in time
 * @param query the query string of this page, for forms that lead back to it
 * @param newer the query string of the page before it, or {@code null}
 * @param older the query string of the page after it, or {@code null}
 * @param counts how many tokens there are
 * @param notice the result of the last action, or {@code null}
 */
public record AdminList(
        AdminFilter filter,
        @Nullable List<AdminRow> rows,
        String query,
        @Nullable String newer,
        @Nullable String older,
        Counts counts,
        @Nullable Notice notice) {

    private static final Logger LOGGER = System.getLogger(AdminList.class.getName());
    private static final int PAGE = 50;

    static AdminList of(Exchange exchange, @Nullable Notice notice) {
        AdminFilter filter = AdminFilter.of(exchange);
        if (!filter.isPossible()) {
            return new AdminList(filter, List.of(), "", null, null, new Counts(0L, 0L, 0L), notice);
        }
        TokenQuery query = filter.query(exchange.now());
        try {
            Page page = Page.of(query, Cursor.of(exchange), exchange);
            return new AdminList(
                    filter,
                    page.tokens().stream()
                            .map(token -> AdminRow.of(token, exchange))
                            .toList(),
                    page.from()
                            .map(cursor -> filter.queryString(cursor.field()))
                            .orElseGet(filter::queryString),
                    page.hasNewer() ? filter.queryString(Cursor.before(page.first())) : null,
                    page.hasOlder() ? filter.queryString(Cursor.after(page.last())) : null,
                    Counts.of(query, exchange),
                    notice);
        } catch (TokenStoreException e) {
            LOGGER.log(Level.WARNING, "The tokens of all owners could not be listed", e);
            return new AdminList(filter, null, filter.queryString(), null, null, new Counts(null, null, null), notice);
        }
    }

    /** One token more than a page has is read, which tells whether there is a next page. */
    private record Page(List<Token> tokens, Optional<Cursor> from, boolean hasNewer, boolean hasOlder) {

        static Page of(TokenQuery query, Optional<Cursor> from, Exchange exchange) {
            if (from.isPresent() && from.get().isBefore()) {
                return before(query, from.get(), exchange);
            }
            List<Token> found = exchange.tokens()
                    .list(query.after(from.map(Cursor::position).orElse(null)).limit(PAGE + 1));
            return new Page(firstPage(found), from, from.isPresent() && !found.isEmpty(), found.size() > PAGE);
        }

        private static Page before(TokenQuery query, Cursor from, Exchange exchange) {
            List<Token> found = exchange.tokens()
                    .list(query.oldestFirst().after(from.position()).limit(PAGE + 1));
            if (found.size() <= PAGE) {
                return of(query, Optional.empty(), exchange);
            }
            List<Token> newestFirst = new ArrayList<>(firstPage(found));
            Collections.reverse(newestFirst);
            return new Page(newestFirst, Optional.of(from), true, true);
        }

        private static List<Token> firstPage(List<Token> found) {
            return found.subList(0, Math.min(PAGE, found.size()));
        }

        Token first() {
            return tokens.get(0);
        }

        Token last() {
            return tokens.get(tokens.size() - 1);
        }
    }
}
