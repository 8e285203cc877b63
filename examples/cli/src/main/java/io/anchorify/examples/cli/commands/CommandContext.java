package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.http.ProgressListener;
import io.anchorify.examples.cli.http.ServerClient;
import io.anchorify.examples.cli.http.ServerClient.Reporter;
import java.util.function.Supplier;

/** The services that commands use. */
record CommandContext(ProcessContext process, Output output, CredentialSources sources) {

    static CommandContext of(ProcessContext process) {
        // Commands that get host and token from the environment need no home directory.
        Supplier<CredentialsFile> file =
                () -> new CredentialsFile(process.configDirectory(), process.user(), process.disk(), process.sleeper());
        return new CommandContext(process, new Output(process), new CredentialSources(process.environment(), file));
    }

    /** A client for the server and token from the environment or the credentials file. */
    ServerClient server() {
        return server(sources.resolve(), ProgressListener.NONE);
    }

    ServerClient server(Credentials credentials, ProgressListener progress) {
        output.hide(credentials.token().reveal());
        sources.divertedFrom(credentials)
                .ifPresent(stored -> output.note("Note: the token stored for " + stored + " is sent to "
                        + credentials.host() + ", because " + CredentialSources.HOST_VARIABLE + " is set."));
        if (credentials.host().exposesTokens()) {
            output.note("Warning: the connection to " + credentials.host() + " is not encrypted and exposes the token."
                    + " Use https:// if the server supports it.");
        }
        return new ServerClient(
                credentials,
                process.limits(),
                process.sleeper(),
                process.clock(),
                new Reporter(output::detail, output::note, progress));
    }
}
