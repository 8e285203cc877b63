package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "purge",
        description = {
            "Delete tokens of all owners that ended long ago.",
            "",
            "Requires the admin token. Asks on a terminal; without one, requires --yes.",
            ""
        })
final class AdminPurgeCommand extends DataCommand {

    @Option(
            names = "--before",
            required = true,
            paramLabel = "TIME",
            description = "Tokens that ended before this date or this long ago, such as 90d.")
    private String before = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    AdminPurgeCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Instant time =
                TimeArgument.past(before, "--before", context.process().clock().instant());
        confirmation.require(context, "Delete all tokens that ended before " + time + "? This cannot be undone.");
        Call call = Call.slowPost("/api/admin/purge", Map.of("before", time.toString()));
        long purged = ResponseFields.of(context.server().object(call)).number("purged");
        print(
                Map.of("purged", purged),
                () -> output.line("Deleted " + purged + (purged == 1 ? " token" : " tokens") + " that ended before "
                        + time + "."));
    }
}
