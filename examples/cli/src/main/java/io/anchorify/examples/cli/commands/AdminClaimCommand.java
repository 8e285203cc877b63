package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "claim-orphans",
        description = {"Give the documents that belong to nobody to an owner.", "", "Needs the admin token.", ""})
final class AdminClaimCommand extends DataCommand {

    @Parameters(paramLabel = "OWNER", description = "The user id of the new owner.")
    private String owner = "";

    AdminClaimCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Call call = Call.post("/api/admin/claim-orphans", Map.of("owner", owner));
        long claimed = Fields.of(context.server().object(call)).number("claimed");
        print(
                Map.of("claimed", claimed),
                () -> output.line(claimed + (claimed == 1 ? " document belongs" : " documents belong") + " to "
                        + Fields.shown(owner, "?") + " now."));
    }
}
