package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Rotation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ListQuery;
import io.anchorify.auth.web.internal.ListQuery.Filter;
import io.anchorify.auth.web.internal.ListQuery.Sort;
import io.anchorify.auth.web.internal.NewToken.Problem;
import io.anchorify.auth.web.internal.OwnerTokens;
import io.anchorify.auth.web.internal.form.FormIds;
import io.anchorify.auth.web.internal.text.Texts;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an owner shows.
 *
 * @param query which tokens
 * @param form the form for a new token
 * @param once the single-use id of that form
 * @param rotateOnce the single-use id of the forms for a rotation
 * @param rows the tokens of this page of the list
 * @param page the position of this page in the list
 * @param older where tokens follow that were not loaded, or {@code null}
 * @param history the newest ended tokens, only with the first page of active tokens
 * @param hasMoreHistory whether there are further ended tokens
 * @param secret a new secret, or {@code null}
 * @param notice the result of an action, or {@code null}
 * @param rename a new label that was rejected, or {@code null}
 */
public record ListView(
        ListQuery query,
        TokenForm form,
        String once,
        String rotateOnce,
        List<TokenRow> rows,
        OwnerTokens.Page page,
        @Nullable ListQuery older,
        List<TokenRow> history,
        boolean hasMoreHistory,
        @Nullable NewSecret secret,
        @Nullable Notice notice,
        @Nullable Rename rename) {

    private static final int HISTORY = 10;

    /**
     * A new label that was rejected.
     *
     * @param id the token
     * @param label what was typed
     * @param problem why it was rejected
     */
    public record Rename(String id, String label, Problem problem) {}

    /** The tokens for a list, loaded before a change, so that a failure of the store cannot lose a new secret. */
    record Loaded(ListQuery query, OwnerTokens tokens, List<Token> ended) {

        static Loaded of(Exchange exchange, ListQuery query) {
            OwnerTokens tokens = OwnerTokens.load(exchange.tokens(), exchange.user(), query);
            boolean hasHistory =
                    query.which() == Which.ACTIVE && query.selectsAll() && query.page() == 1 && query.after() == null;
            TokenQuery newest =
                    TokenQuery.of(exchange.user()).which(Which.ENDED).limit(HISTORY + 1);
            return new Loaded(query, tokens, hasHistory ? exchange.tokens().list(newest) : List.of());
        }

        Loaded with(Token created) {
            return new Loaded(query, tokens.with(created), ended);
        }

        /** After a rotation, without reading the store again: if that failed, the secret would be lost. */
        Loaded replacing(Exchange exchange, Token predecessor, Rotation rotation) {
            Token rotated = predecessor.toBuilder()
                    .expiresAt(rotation.predecessorEndsAt())
                    .successorId(rotation.successor().id())
                    .build();
            boolean isActive = exchange.tokens().state(rotated) == TokenState.ACTIVE;
            Stream<Token> others =
                    tokens.tokens().stream().filter(token -> !token.id().equals(predecessor.id()) || isActive);
            OwnerTokens after = new OwnerTokens(
                    others.map(token -> token.id().equals(predecessor.id()) ? rotated : token)
                            .toList(),
                    tokens.older());
            return new Loaded(query, after.with(rotation.successor().token()), ended);
        }
    }

    /** The page without a secret and a notice. */
    static ListView of(Exchange exchange, Loaded loaded, TokenForm form) {
        OwnerTokens.Page page = loaded.tokens().page(loaded.query(), exchange.texts(), exchange.now());
        Set<String> duplicates = loaded.tokens().duplicateLabels(exchange.tokens());
        FormIds forms = FormIds.of(exchange.request().getSession());
        return new ListView(
                loaded.query(),
                form,
                forms.next(),
                forms.next(),
                rows(page.rows(), duplicates, exchange),
                page,
                loaded.tokens().older() == null
                        ? null
                        : loaded.query().after(loaded.tokens().older()),
                rows(loaded.ended().stream().limit(HISTORY).toList(), Set.of(), exchange),
                loaded.ended().size() > HISTORY,
                null,
                null,
                null);
    }

    private static List<TokenRow> rows(List<Token> tokens, Set<String> duplicates, Exchange exchange) {
        return tokens.stream()
                .map(token -> TokenRow.of(token, token.label() != null && duplicates.contains(token.label()), exchange))
                .toList();
    }

    ListView with(NewSecret created) {
        return new ListView(
                query, form, once, rotateOnce, rows, page, older, history, hasMoreHistory, created, notice, rename);
    }

    ListView with(@Nullable Notice result) {
        return new ListView(
                query, form, once, rotateOnce, rows, page, older, history, hasMoreHistory, secret, result, rename);
    }

    ListView with(Rename rejected) {
        return new ListView(
                query, form, once, rotateOnce, rows, page, older, history, hasMoreHistory, secret, notice, rejected);
    }

    /** Whether this is the list of ended tokens only. */
    public boolean isHistory() {
        return query.which() == Which.ENDED;
    }

    /** Whether the states are selected, for the link to them. */
    public boolean shows(Which states) {
        return query.filter() == Filter.NONE && query.show() == states;
    }

    /** The value of {@code aria-sort} for a column, or {@code null} if the list is sorted by another one. */
    public @Nullable String direction(Sort column) {
        if (query.sort() != column) {
            return null;
        }
        return query.ascending() ? "ascending" : "descending";
    }

    /** Whether there is anything to filter. */
    public boolean hasTools() {
        return !rows.isEmpty() || !history.isEmpty() || !query.equals(ListQuery.standard());
    }

    /** What to say if there are no rows. */
    public String emptyText(Texts texts) {
        if (!query.selectsAll() || query.after() != null) {
            return texts.get("list.empty.found");
        }
        return texts.get(query.show() == Which.ENDED ? "list.empty.ended" : "list.empty.active");
    }
}
