package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds tokens by what a user types: an id, the beginning of one, or a label. */
final class TokenSelector {

    /** A shorter beginning of an id is more likely to be a typing error. */
    private static final int MIN_PREFIX = 4;

    private final List<TokenInfo> tokens;
    private final Instant now;

    TokenSelector(List<TokenInfo> tokens, Instant now) {
        this.tokens = tokens;
        this.now = now;
    }

    /**
     * The token with this id, or else the only one that has this label or whose id begins with this text.
     *
     * @throws Failure if there are several; it lists them
     */
    Optional<TokenInfo> find(String text) {
        return findById(text).or(() -> findOnly(text));
    }

    /** The token with exactly this id. */
    Optional<TokenInfo> findById(String id) {
        return tokens.stream().filter(token -> token.id().equals(id)).findFirst();
    }

    private Optional<TokenInfo> findOnly(String text) {
        List<TokenInfo> found =
                tokens.stream().filter(token -> isMeant(token, text)).toList();
        if (found.size() > 1) {
            throw ambiguous(text, found);
        }
        return found.stream().findFirst();
    }

    private static boolean isMeant(TokenInfo token, String text) {
        return text.equals(token.label())
                || (text.length() >= MIN_PREFIX && token.id().startsWith(text));
    }

    private Failure ambiguous(String text, List<TokenInfo> candidates) {
        return new Failure(
                ExitCode.USAGE,
                "'" + ResponseFields.shown(text, "") + "' matches " + candidates.size()
                        + " tokens. Nothing was revoked. Use one of these ids:"
                        + candidates.stream()
                                .map(token -> "\n  " + idAmong(candidates, token) + "  " + token.shownLabel() + ", "
                                        + token.history(now))
                                .collect(Collectors.joining()));
    }

    /** The short id, unless another candidate has the same. */
    private static String idAmong(List<TokenInfo> candidates, TokenInfo token) {
        long same = candidates.stream()
                .filter(other -> other.shortId().equals(token.shortId()))
                .count();
        return same == 1 ? token.shortId() : ResponseFields.shown(token.id(), "?");
    }
}
