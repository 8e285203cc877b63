package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ProgressListener;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * Writes the file before the request, to find out whether it can be written, and immediately after the response, before
 * anything is printed.
 */
@Command(
        name = "rotate",
        description = "Replace the stored token by a new one. The old one stays valid for the server's grace period.")
final class TokensRotateCommand extends DataCommand {

    TokensRotateCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        refuseVariable();
        Credentials old = context.sources().stored();
        if (!file().saveIfTokenIs(old.token().reveal(), old)) {
            throw new Failure(ExitCode.REFUSED, "Another login replaced the stored token just now. Try again.");
        }
        ResponseFields response = ResponseFields.of(
                context.server(old, ProgressListener.NONE).object(Call.post("/api/tokens/current/rotate")));
        store(old, response);
        Map<String, @Nullable Object> result =
                response.texts("id", "label", "expiresAt", "predecessorId", "predecessorEndsAt");
        print(result, () -> output.line(describe(result)));
    }

    private String describe(Map<String, @Nullable Object> result) {
        String end = (String) result.get("predecessorEndsAt");
        return "Rotated. The new token, "
                + TokenInfo.name((String) result.get("label"), (String) result.get("id")) + ", is in " + file().path()
                + ". The old one, " + TokenInfo.shortId((String) result.get("predecessorId")) + ", works until "
                + ResponseFields.shown(end, "its end") + " ("
                + RelativeTime.of(end, context.process().clock().instant(), "?") + ").";
    }

    private void refuseVariable() {
        if (context.sources().isSet(CredentialSources.TOKEN_VARIABLE)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "The token comes from " + CredentialSources.TOKEN_VARIABLE
                            + ", where this command cannot replace it. Unset the variable to rotate the stored token, or"
                            + " generate a new token on the dashboard.");
        }
    }

    private void store(Credentials old, ResponseFields response) {
        BearerToken successor = BearerToken.of(response.requiredText("token"), "the server's response");
        output.hide(successor.reveal());
        boolean isStored;
        try {
            isStored = file().saveIfTokenIs(old.token().reveal(), new Credentials(old.host(), successor));
        } catch (Failure e) {
            throw notStored(old, response, String.valueOf(e.getMessage()));
        }
        if (!isStored) {
            throw notStored(old, response, "Another login has replaced the stored token.");
        }
    }

    /** The secret of the successor is not printed, so the successor must not stay valid. */
    private static Failure notStored(Credentials old, ResponseFields response, String reason) {
        return new Failure(
                ExitCode.REFUSED,
                "The token was rotated, but the new one was not stored. Revoke "
                        + ResponseFields.shown(response.text("id"), "it") + " on " + old.host()
                        + "/dashboard, generate another token there, and run 'anchorify login'. Reason: " + reason);
    }

    private CredentialsFile file() {
        return context.sources().file();
    }
}
