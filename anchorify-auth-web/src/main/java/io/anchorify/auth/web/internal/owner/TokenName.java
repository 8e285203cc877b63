package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.Token;
import io.anchorify.auth.web.internal.ShortId;
import io.anchorify.auth.web.internal.text.Texts;

/**
 * How a page names a token.
 *
 * @param id the id
 * @param label the label, or a placeholder
 * @param isLabelled whether the token has a label
 * @param shortId the id that tells it from others with the same label
 */
public record TokenName(String id, String label, boolean isLabelled, String shortId) {

    /** The name in the language of a user. */
    public static TokenName of(Token token, Texts texts) {
        String label = token.label();
        return new TokenName(
                token.id(), label == null ? texts.get("token.unnamed") : label, label != null, ShortId.of(token.id()));
    }

    /** The name as one plain text, in which the label cannot change the direction of the rest. */
    public String text() {
        return "\u2068" + label + "\u2069 (" + shortId + ")";
    }
}
