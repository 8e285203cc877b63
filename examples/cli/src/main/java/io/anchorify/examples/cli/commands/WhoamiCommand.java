package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.ProgressListener;
import picocli.CommandLine.Command;

@Command(name = "whoami", description = "Show the owner and the server of the current token.")
final class WhoamiCommand extends DataCommand {

    WhoamiCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Credentials credentials = context.sources().resolve();
        Identity identity = Identity.fetch(context.server(credentials, ProgressListener.NONE), credentials.host());
        print(identity.toJson(), () -> output.line("You are " + identity.describe() + "."));
    }
}
