package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "claim-orphans",
        description = {"Assign documents without an owner to a user.", "", "Requires the admin token.", ""})
final class AdminClaimCommand extends DataCommand {

    @Parameters(paramLabel = "OWNER", description = "The user id of the new owner.")
    private String owner = "";

    AdminClaimCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Call call = Call.post("/api/admin/claim-orphans", Map.of("owner", owner));
        long claimed = ResponseFields.of(context.server().object(call)).number("claimed");
        print(
                Map.of("claimed", claimed),
                () -> output.line("Assigned " + claimed + (claimed == 1 ? " document" : " documents") + " to "
                        + ResponseFields.shown(owner, "?") + "."));
    }
}
