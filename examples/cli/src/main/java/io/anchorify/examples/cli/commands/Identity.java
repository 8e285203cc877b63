package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The owner of a token, as reported by the server. */
record Identity(
        Host host,
        @Nullable String owner,
        @Nullable String tokenId,
        @Nullable String label,
        @Nullable String expiresAt,
        boolean isAdmin) {

    static Identity fetch(ServerClient server, Host host) {
        ResponseFields me = ResponseFields.of(server.object(Call.get("/api/me")));
        boolean isAdmin = me.flag("admin");
        String owner = isAdmin ? me.text("owner") : me.requiredText("owner");
        return new Identity(host, owner, me.text("tokenId"), me.text("label"), me.text("expiresAt"), isAdmin);
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", host.toString());
        json.put("owner", owner);
        json.put("tokenId", tokenId);
        json.put("label", label);
        json.put("admin", isAdmin);
        return json;
    }

    /** For example {@code ada at https://tokens.example.org, with the token 'laptop' (Zk3...)}. */
    String describe() {
        if (owner == null) {
            return "the operator at " + host + ", with the admin token";
        }
        String token =
                label == null ? "a token without a label" : "the token '" + ResponseFields.shown(label, "") + "'";
        return ResponseFields.shown(owner, "") + " at " + host + ", with " + token + " ("
                + ResponseFields.shown(tokenId, "?") + ")";
    }
}
