package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ListQuery;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Redirects after a change, and the notice that the list then shows. A notice that is not true is not shown. */
final class Done {

    /** How many tokens a notice names. */
    private static final int NAMED = 5;

    private Done() {}

    static void redirect(Exchange exchange, String what, Collection<String> tokens) throws IOException {
        redirect(exchange, what, tokens, tokens.size());
    }

    static void redirect(Exchange exchange, String what, Collection<String> tokens, long count) throws IOException {
        ListQuery query = OwnerPages.query(exchange);
        StringBuilder target = new StringBuilder(query.toQueryString());
        target.append(target.isEmpty() ? "?" : "&").append("done=").append(what);
        tokens.stream()
                .limit(NAMED)
                .forEach(id -> target.append("&token=").append(URLEncoder.encode(id, StandardCharsets.UTF_8)));
        if (count > 1) {
            target.append("&count=").append(count);
        }
        exchange.redirect(target.toString());
    }

    /** The notice that a redirect asks for, or {@code null}. */
    static @Nullable Notice notice(Exchange exchange) {
        String what = exchange.parameter("done");
        List<Token> tokens = exchange.parameters("token").stream()
                .limit(NAMED)
                .map(id -> exchange.tokens().find(exchange.user(), id))
                .flatMap(Optional::stream)
                .toList();
        List<TokenName> names = tokens.stream()
                .map(token -> TokenName.of(token, exchange.texts()))
                .toList();
        return switch (what) {
            case "revoked" ->
                allRevoked(exchange, tokens) && !names.isEmpty()
                        ? with(Notice.good(what, names, exchange.texts()), exchange)
                        : null;
            case "revoked-others" -> others(names, exchange);
            case "renamed" -> names.isEmpty() ? null : Notice.good(what, names, exchange.texts());
            case "ended", "rotated-before", "repeated-rotation" ->
                names.isEmpty() ? null : Notice.bad(what, names, exchange.texts());
            case "repeated" -> Notice.bad(names.isEmpty() ? "repeated-running" : what, names, exchange.texts());
            case "resumed", "signed-in", "none-selected" -> Notice.bad(what, List.of(), exchange.texts());
            default -> null;
        };
    }

    private static Notice others(List<TokenName> kept, Exchange exchange) {
        String revoked = exchange.texts().get("notice.revoked-others", count(exchange.parameter("count")));
        return new Notice(
                true,
                kept.isEmpty() ? revoked : revoked + ". " + exchange.texts().get("revoke.kept"),
                kept,
                0,
                exchange.texts().get("notice.revoked.text"));
    }

    private static boolean allRevoked(Exchange exchange, List<Token> tokens) {
        return tokens.stream().allMatch(token -> exchange.tokens().state(token) == TokenState.REVOKED);
    }

    private static Notice with(Notice notice, Exchange exchange) {
        long more =
                Math.max(0, count(exchange.parameter("count")) - notice.tokens().size());
        return new Notice(notice.isGood(), notice.title(), notice.tokens(), more, notice.text());
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
