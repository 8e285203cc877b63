package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ProgressListener;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the stored login only; a token in an environment variable is left alone. */
@Command(name = "logout", description = "Revoke the stored token and remove it from this machine.")
final class LogoutCommand extends DataCommand {

    @Option(names = "--local", description = "Only remove the token from this machine; it stays valid.")
    private boolean isLocal;

    LogoutCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Outcome outcome = isLocal ? removeOnly() : revoke();
        if (context.sources().isSet(CredentialSources.TOKEN_VARIABLE)) {
            output.note("Note: " + CredentialSources.TOKEN_VARIABLE + " is still set and is used by other commands.");
        }
        print(Map.of("revoked", outcome == Outcome.REVOKED), () -> output.line(outcome.text));
    }

    /** The result for the token. */
    private enum Outcome {
        REVOKED("Logged out. The token is revoked."),
        ALREADY_INVALID("Logged out. The token was no longer valid, so it did not have to be revoked."),
        REMOVED("Logged out. The token was removed from this machine but not revoked.");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    private Outcome removeOnly() {
        remove(context.sources().storedToken());
        return Outcome.REMOVED;
    }

    private Outcome revoke() {
        String token = context.sources().storedToken();
        Outcome outcome = revokeOnServer();
        remove(token);
        return outcome;
    }

    private Outcome revokeOnServer() {
        try {
            Credentials credentials = context.sources().stored();
            boolean isRevoked = context.server(credentials, ProgressListener.NONE)
                    .executeUnlessRefused(Call.delete("/api/tokens/current"));
            return isRevoked ? Outcome.REVOKED : Outcome.ALREADY_INVALID;
        } catch (Failure e) {
            throw new Failure(
                    e.exitCode(),
                    e.getMessage() + " You are still logged in. To remove the token from this machine without revoking"
                            + " it, run 'anchorify logout --local'.");
        }
    }

    private void remove(String token) {
        if (!context.sources().file().removeIfTokenIs(token)) {
            output.note("Note: another login replaced this one in the meantime and was kept.");
        }
    }
}
