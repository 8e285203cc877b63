package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "identify",
        description = {
            "Find the token of a secret, in whatever state, for example after a leak.",
            "",
            "Requires the admin token. Reads the secret from the first line of stdin, or prompts for it without echo."
                    + " It is sent in the body of the request and never printed.",
            ""
        })
final class AdminTokensIdentifyCommand extends DataCommand {

    AdminTokensIdentifyCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        ServerClient server = context.server();
        String secret = TokenInput.readSecret(context.process());
        output.hide(secret);
        ResponseFields response =
                ResponseFields.of(server.object(Call.post("/api/admin/tokens/identify", Map.of("secret", secret))));
        Map<String, @Nullable Object> token = AdminTokensListCommand.fieldsOf(response);
        print(token, () -> show(TokenInfo.of(token), response.textList("scopes")));
    }

    private void show(TokenInfo token, List<String> scopes) {
        Instant now = context.process().clock().instant();
        output.line("Id:        " + ResponseFields.shown(token.id(), "?"));
        output.line("Owner:     " + ResponseFields.shown(token.owner(), "?"));
        output.line("Label:     " + token.shownLabel());
        output.line("Scopes:    " + ResponseFields.shown(String.join(" ", scopes), "-"));
        output.line("Created:   " + token.created(now));
        output.line("Last used: " + token.lastUsed(now));
        output.line("State:     " + token.status(now));
    }
}
