package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.http.FormClient;
import io.anchorify.examples.cli.http.HttpProxy;
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
        warnIfExposed(credentials.host());
        return new ServerClient(
                credentials,
                HttpProxy.forHost(credentials.host(), process.environment()),
                process.limits(),
                process.sleeper(),
                process.clock(),
                new Reporter(output::detail, output::note, progress));
    }

    /** A client that has no token yet. */
    FormClient forms(Host host) {
        warnIfExposed(host);
        return new FormClient(
                host,
                HttpProxy.forHost(host, process.environment()),
                process.limits(),
                process.sleeper(),
                process.clock(),
                new Reporter(output::detail, output::note, ProgressListener.NONE));
    }

    private void warnIfExposed(Host host) {
        if (host.exposesTokens()) {
            output.noteOnce("Warning: the connection to " + host + " is not encrypted and exposes the token."
                    + " Use https:// if the server supports it.");
        }
    }
}
