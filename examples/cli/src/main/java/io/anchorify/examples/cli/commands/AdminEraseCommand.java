package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "erase",
        description = {
            "Delete all tokens and documents of an owner.",
            "",
            "Requires the admin token. Asks on a terminal; without one, requires --yes. The owner can still sign in:"
                    + " remove the user first.",
            ""
        })
final class AdminEraseCommand extends DataCommand {

    @Parameters(paramLabel = "OWNER", description = "The user id of the owner.")
    private String owner = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    AdminEraseCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        ServerClient server = context.server();
        confirm(server);
        ResponseFields response =
                ResponseFields.of(server.object(Call.slowPost("/api/admin/erase", Map.of("owner", owner))));
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put("tokens", response.number("tokens"));
        erased.put("documents", response.number("documents"));
        print(
                erased,
                () -> output.line("Erased " + ResponseFields.shown(owner, "?") + ": " + erased.get("tokens")
                        + " tokens, " + erased.get("documents") + " documents."));
    }

    private void confirm(ServerClient server) {
        confirmation.requireOptionWithoutTerminal(context);
        if (confirmation.asks(context)) {
            String path = "/api/admin/tokens/count?state=all&" + ServerList.parameter("owner", owner);
            long count = ResponseFields.of(server.object(Call.get(path))).number("count");
            confirmation.ask(
                    context,
                    "Delete all documents and tokens (" + count + ") of " + ResponseFields.shown(owner, "?")
                            + "? This cannot be undone.");
        }
    }
}
