package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom a token speaks for, as the server sees it. */
record Identity(
        Host host,
        @Nullable String owner,
        @Nullable String tokenId,
        @Nullable String label,
        boolean isAdmin) {

    static Identity ask(ServerClient server, Host host) {
        Fields me = Fields.of(server.object(Call.get("/api/me")));
        boolean isAdmin = me.flag("admin");
        String owner = isAdmin ? me.text("owner") : me.requiredText("owner");
        return new Identity(host, owner, me.text("tokenId"), me.text("label"), isAdmin);
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

    /** As in {@code ada at https://tokens.example.org, with the token 'laptop' (Zk3...)}. */
    String inWords() {
        if (owner == null) {
            return "the operator at " + host + ", with the admin token";
        }
        String token = label == null ? "a token without label" : "the token '" + Fields.shown(label, "") + "'";
        return Fields.shown(owner, "") + " at " + host + ", with " + token + " (" + Fields.shown(tokenId, "?") + ")";
    }
}
