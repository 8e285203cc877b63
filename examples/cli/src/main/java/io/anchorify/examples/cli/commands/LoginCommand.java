package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CorruptCredentialsException;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.credentials.Stored;
import io.anchorify.examples.cli.http.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        description = {
            "Check a token with its server, and keep both for the other commands.",
            "",
            "Without --token and --token-stdin the command asks for the token and does not show it. Without --host the"
                    + " stored server stays, as when a token is replaced by a new one.",
            ""
        })
final class LoginCommand extends DataCommand {

    @Option(names = "--host", paramLabel = "URL", description = "The server, as in https://tokens.example.org.")
    private @Nullable String host;

    @ArgGroup
    private TokenInput token = new TokenInput();

    LoginCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Host server = server(read());
        BearerToken given = token.read(context.surroundings(), output);
        Credentials credentials = new Credentials(server, given);
        Identity identity = Identity.ask(context.server(credentials, Watch.NONE), server);
        file().save(credentials);
        print(identity.toJson(), () -> output.line("You are logged in as " + identity.inWords() + "."));
        warnOfVariables();
    }

    private Stored read() {
        try {
            return file().read();
        } catch (CorruptCredentialsException e) {
            output.note("Note: " + file().path() + " is not what a login writes, and will be replaced.");
            return Stored.EMPTY;
        }
    }

    private Host server(Stored stored) {
        if (host != null) {
            return Host.parse(host, "the option --host", ExitCode.USAGE);
        }
        return context.sources()
                .hostFor(stored)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        "No server is known yet: name it with --host, as the dashboard's command does."));
    }

    private void warnOfVariables() {
        for (String variable : new String[] {CredentialSources.HOST_VARIABLE, CredentialSources.TOKEN_VARIABLE}) {
            if (context.sources().isSet(variable)) {
                output.note("Note: " + variable + " is set and overrides this login; unset it to use what was stored.");
            }
        }
    }

    private CredentialsFile file() {
        return context.sources().file();
    }
}
