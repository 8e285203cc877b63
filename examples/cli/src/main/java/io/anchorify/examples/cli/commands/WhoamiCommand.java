package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Watch;
import picocli.CommandLine.Command;

@Command(name = "whoami", description = "Show whom the token speaks for, and where.")
final class WhoamiCommand extends DataCommand {

    WhoamiCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Credentials credentials = context.sources().resolve();
        Identity identity = Identity.ask(context.server(credentials, Watch.NONE), credentials.host());
        print(identity.toJson(), () -> output.line("You are " + identity.inWords() + "."));
    }
}
