package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.http.ServerClient;
import io.anchorify.examples.cli.http.ServerClient.Reporter;
import io.anchorify.examples.cli.http.Watch;

/** What commands work with. */
record Context(Surroundings surroundings, Output output, CredentialSources sources) {

    static Context of(Surroundings surroundings) {
        CredentialsFile file = new CredentialsFile(
                surroundings.configDirectory(), surroundings.user(), surroundings.disk(), surroundings.pause());
        return new Context(
                surroundings, new Output(surroundings), new CredentialSources(surroundings.environment(), file));
    }

    /** The server that the variables and the file name. */
    ServerClient server() {
        return server(sources.resolve(), Watch.NONE);
    }

    ServerClient server(Credentials credentials, Watch watch) {
        output.hide(credentials.token().reveal());
        if (credentials.host().exposesTokens()) {
            output.note("Warning: " + credentials.host() + " is not encrypted, so others on the way can read the token;"
                    + " use https:// where the server offers it.");
        }
        return new ServerClient(
                credentials,
                surroundings.limits(),
                surroundings.pause(),
                surroundings.clock(),
                new Reporter(output::detail, output::note, watch));
    }
}
