package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revoke one of your tokens. When this is done, no server accepts it any more.")
final class TokensRevokeCommand extends DataCommand {

    @Parameters(paramLabel = "ID", description = "The id of the token, as 'anchorify tokens list' shows it.")
    private String id = "";

    TokensRevokeCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        requireId();
        context.server().done(Call.delete("/api/tokens/" + id));
        print(Map.of("revoked", id), () -> output.line("Revoked. No server accepts it any more."));
    }

    /** What is not an id would become part of an address, and a token there would end up in logs. */
    private void requireId() {
        if (id.startsWith("jf_") || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "ID is the id of a token and not the token itself: take it from the first column of 'anchorify"
                            + " tokens list'. Nothing was sent.");
        }
    }
}
