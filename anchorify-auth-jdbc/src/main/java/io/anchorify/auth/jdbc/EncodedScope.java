package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeScope;
import java.util.HexFormat;

/** A {@link ChangeScope} as two columns of the change feed. */
record EncodedScope(String kind, String subject) {

    private static final String TOKEN = "token";
    private static final String OWNER = "owner";
    private static final String ANY = "any";

    static EncodedScope of(ChangeScope scope) {
        if (scope instanceof ChangeScope.OneToken token) {
            return new EncodedScope(TOKEN, HexFormat.of().formatHex(token.hash().bytes()));
        }
        return scope instanceof ChangeScope.TokensOf tokens
                ? new EncodedScope(OWNER, tokens.owner())
                : new EncodedScope(ANY, "");
    }

    ChangeScope decode() {
        return switch (kind) {
            case TOKEN -> new ChangeScope.OneToken(TokenHash.of(HexFormat.of().parseHex(subject)));
            case OWNER -> new ChangeScope.TokensOf(subject);
            case ANY -> new ChangeScope.AnyToken();
            default ->
                throw new TokenStoreException(
                        "The change feed contains an entry of the unknown kind '" + kind
                                + "'. Upgrade this node to the version of the library that wrote it",
                        null);
        };
    }
}
