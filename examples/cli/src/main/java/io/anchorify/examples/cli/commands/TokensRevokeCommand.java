package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revoke one of your tokens. When the command returns, no server accepts it.")
final class TokensRevokeCommand extends DataCommand {

    @Parameters(paramLabel = "ID", description = "The token id shown by 'anchorify tokens list'.")
    private String id = "";

    TokensRevokeCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        requireId();
        context.server().execute(Call.delete("/api/tokens/" + id));
        print(Map.of("revoked", id), () -> output.line("Token revoked. No server accepts it any longer."));
    }

    /** Anything else would become part of the URL, and a token in a URL ends up in logs. */
    private void requireId() {
        if (id.startsWith("jf_") || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "ID must be a token id, not the token itself. Nothing was sent. Copy the id from the first column"
                            + " of 'anchorify tokens list'.");
        }
    }
}
