package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.Watch;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** About the stored login alone: a token in a variable is not this command's to end. */
@Command(name = "logout", description = "Revoke the stored token on its server, and remove it from this machine.")
final class LogoutCommand extends DataCommand {

    @Option(names = "--local", description = "Only remove it from this machine; it stays valid for who has a copy.")
    private boolean isLocal;

    LogoutCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Outcome outcome = isLocal ? forget() : revoke();
        if (context.sources().isSet(CredentialSources.TOKEN_VARIABLE)) {
            output.note("Note: " + CredentialSources.TOKEN_VARIABLE + " is still set, and other commands use it.");
        }
        print(Map.of("revoked", outcome == Outcome.REVOKED), () -> output.line(outcome.inWords));
    }

    /** What became of the token. */
    private enum Outcome {
        REVOKED("You are logged out, and the token is revoked."),
        DEAD("The server did not accept the token any more, so there was nothing to revoke. It is removed from this"
                + " machine."),
        FORGOTTEN("The token is removed from this machine, and was not revoked.");

        private final String inWords;

        Outcome(String inWords) {
            this.inWords = inWords;
        }
    }

    private Outcome forget() {
        remove(context.sources().storedToken());
        return Outcome.FORGOTTEN;
    }

    private Outcome revoke() {
        String token = context.sources().storedToken();
        Outcome outcome = tellServer();
        remove(token);
        return outcome;
    }

    private Outcome tellServer() {
        try {
            Credentials credentials = context.sources().stored();
            boolean isRevoked =
                    context.server(credentials, Watch.NONE).doneUnlessRefused(Call.delete("/api/tokens/current"));
            return isRevoked ? Outcome.REVOKED : Outcome.DEAD;
        } catch (Failure e) {
            throw new Failure(
                    e.exitCode(),
                    e.getMessage() + " You are still logged in; 'anchorify logout --local' removes the token from this"
                            + " machine without revoking it.");
        }
    }

    private void remove(String token) {
        if (!context.sources().file().removeIfItHolds(token)) {
            output.note("Note: another login has taken the place of this one meanwhile, and stays.");
        }
    }
}
