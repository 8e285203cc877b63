package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.ProgressListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Show the server and the token that commands use, where they come from, and whether the server accepts"
                    + " the token.",
            "",
            "Exit codes: 0 accepted, 1 refused, 3 no token or server, 4 server unreachable.",
            ""
        })
final class AuthStatusCommand extends DataCommand {

    AuthStatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Credentials credentials = context.sources().resolve();
        try {
            Identity identity = Identity.fetch(context.server(credentials, ProgressListener.NONE), credentials.host());
            show(credentials, "accepted", identity);
        } catch (Failure e) {
            show(credentials, e.exitCode() == ExitCode.UNREACHABLE ? "unreachable" : "refused", null);
            throw e;
        }
    }

    private void show(Credentials credentials, String status, @Nullable Identity identity) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", credentials.host().toString());
        json.put("hostSource", hostSource());
        json.put("tokenSource", credentials.token().source());
        json.put("status", status);
        json.put("owner", identity == null ? null : identity.owner());
        json.put("tokenId", identity == null ? null : identity.tokenId());
        json.put("label", identity == null ? null : identity.label());
        json.put("admin", identity == null ? null : identity.isAdmin());
        json.put("expiresAt", identity == null ? null : identity.expiresAt());
        print(json, () -> {
            line("Server", credentials.host() + " (from " + hostSource() + ")");
            line("Token", token(identity) + " (from " + credentials.token().source() + ")");
            if (identity != null && !identity.isAdmin()) {
                line("Owner", ResponseFields.shown(identity.owner(), "?"));
                line("Expires", expiry(identity));
            }
            line("Status", status);
        });
    }

    private void line(String name, String value) {
        output.line(name + ":" + " ".repeat(8 - name.length()) + value);
    }

    private String hostSource() {
        return context.sources().isSet(CredentialSources.HOST_VARIABLE)
                ? CredentialSources.HOST_VARIABLE
                : context.sources().file().path().toString();
    }

    private static String token(@Nullable Identity identity) {
        if (identity == null) {
            return "unknown";
        }
        return identity.isAdmin() ? "the admin token" : TokenInfo.name(identity.label(), identity.tokenId());
    }

    private String expiry(Identity identity) {
        String relative =
                RelativeTime.of(identity.expiresAt(), context.process().clock().instant(), "never");
        return identity.expiresAt() == null
                ? relative
                : relative + " (" + ResponseFields.shown(identity.expiresAt(), "?") + ")";
    }
}
