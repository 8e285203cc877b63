package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.Network;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.web.internal.ShortId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON of a token, with the names of the REST API of the example application. */
final class TokenJson {

    private TokenJson() {}

    static Map<String, @Nullable Object> of(Token token, TokenState state) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", token.id());
        json.put("shortId", ShortId.of(token.id()));
        json.put("label", token.label());
        json.put("state", name(state));
        json.put("scopes", new TreeSet<>(token.scopes()));
        json.put("attributes", new TreeMap<>(token.attributes()));
        json.put("networks", token.networks().stream().map(Network::toString).toList());
        putHistory(json, token);
        return json;
    }

    private static void putHistory(Map<String, @Nullable Object> json, Token token) {
        json.put("createdAt", token.createdAt());
        json.put("createdBy", token.createdBy());
        json.put("lastUsedAt", token.lastUsedAt());
        json.put("lastUsedFrom", token.lastUsedFrom());
        json.put("expiresAt", token.expiresAt());
        json.put("revokedAt", token.revokedAt());
        json.put("revokedBy", token.revokedBy());
        json.put("revokeReason", token.revokeReason());
        json.put("predecessorId", token.predecessorId());
        json.put("successorId", token.successorId());
        json.put("lastRefusedAt", token.lastRefusedAt());
        json.put("lastRefusedFrom", token.lastRefusedFrom());
    }

    /** For example {@code active} or {@code too-old}. */
    private static String name(TokenState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
