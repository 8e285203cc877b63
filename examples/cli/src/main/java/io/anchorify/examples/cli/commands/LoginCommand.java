package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CorruptCredentialsException;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.credentials.StoredCredentials;
import io.anchorify.examples.cli.http.ProgressListener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        description = {
            "Log in to a server and store its address and your token for the other commands.",
            "",
            "On a terminal, the command shows a code that you approve in the browser. With one of the token options, it"
                    + " uses a token from the dashboard. Without --host, it keeps the stored server,"
                    + " or asks for one.",
            ""
        })
final class LoginCommand extends DataCommand {

    @Option(
            names = "--host",
            paramLabel = "URL",
            description = "The server URL, for example https://tokens.example.org.")
    private @Nullable String host;

    @Option(
            names = "--no-browser",
            description = "Only print the address where you approve the login, for a browser on another device.")
    private boolean isBrowserOff;

    @ArgGroup
    private TokenInput token = new TokenInput();

    LoginCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Host server = server(read());
        Credentials credentials = new Credentials(server, obtainToken(server));
        Identity identity = verifyAndStore(credentials);
        print(identity.toJson(), () -> output.line("You are logged in as " + identity.describe() + "."));
        warnAboutVariables();
    }

    private Identity verifyAndStore(Credentials credentials) {
        try {
            Identity identity = Identity.fetch(context.server(credentials, ProgressListener.NONE), credentials.host());
            file().save(credentials);
            return identity;
        } catch (Failure e) {
            throw BrowserLogin.isSourceOf(credentials.token()) ? unused(credentials.host(), e) : e;
        }
    }

    /** Nobody knows the secret of an approved token that was not stored. */
    private static Failure unused(Host server, Failure e) {
        return new Failure(
                e.exitCode(),
                e.getMessage() + " The token that you approved was not stored; revoke it on " + server + "/dashboard.");
    }

    private BearerToken obtainToken(Host server) {
        // Without a terminal, nobody may be there to approve; --no-browser says that somebody is.
        boolean isAttended = context.process().inIsTerminal() || isBrowserOff;
        return isAttended && !token.isChosen()
                ? new BrowserLogin(context, server, !isBrowserOff).obtain()
                : token.read(context.process(), output);
    }

    private StoredCredentials read() {
        try {
            return file().read();
        } catch (CorruptCredentialsException e) {
            output.note("Note: " + file().path() + " is not a valid credentials file and will be replaced.");
            return StoredCredentials.EMPTY;
        }
    }

    private Host server(StoredCredentials stored) {
        if (host != null) {
            return Host.parse(host, "--host", ExitCode.USAGE);
        }
        return context.sources()
                .hostFor(stored)
                .or(this::askForHost)
                .orElseThrow(
                        () -> new Failure(ExitCode.USAGE, "No server is configured. Specify one with --host URL."));
    }

    private Optional<Host> askForHost() {
        return new Dialog(context)
                .ask("Server URL, for example https://tokens.example.org:")
                .map(answer -> Host.parse(answer, "your answer", ExitCode.USAGE));
    }

    private void warnAboutVariables() {
        for (String variable : new String[] {CredentialSources.HOST_VARIABLE, CredentialSources.TOKEN_VARIABLE}) {
            if (context.sources().isSet(variable)) {
                output.note("Note: " + variable
                        + " is set and overrides the stored login. Unset it to use the stored one.");
            }
        }
    }

    private CredentialsFile file() {
        return context.sources().file();
    }
}
