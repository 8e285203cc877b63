package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.web.internal.text.Texts;
import java.util.List;

/**
 * The result of an action.
 *
 * @param isGood whether it was done
 * @param title what happened
 * @param tokens the tokens that it concerns
 * @param more how many tokens it concerns besides those
 * @param text what this means, or what to do; can be empty
 */
public record Notice(boolean isGood, String title, List<TokenName> tokens, long more, String text) {

    /** Something was done, with the texts {@code notice.<key>} and {@code notice.<key>.text}. */
    static Notice good(String key, List<TokenName> tokens, Texts texts) {
        return of(true, key, tokens, texts);
    }

    /** Something was not done. */
    static Notice bad(String key, List<TokenName> tokens, Texts texts) {
        return of(false, key, tokens, texts);
    }

    private static Notice of(boolean isGood, String key, List<TokenName> tokens, Texts texts) {
        return new Notice(isGood, texts.get("notice." + key), tokens, 0, texts.get("notice." + key + ".text"));
    }
}
