package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete documents. On a terminal, the command asks first.")
final class DocumentsDeleteCommand extends DataCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "The document ids shown by 'anchorify documents list'.")
    private Set<String> ids = new LinkedHashSet<>();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    DocumentsDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        List<String> paths = ids.stream().map(DocumentId::path).toList();
        ServerClient server = context.server();
        if (confirmation.asks(context)) {
            confirm(server, paths);
        }
        ids.forEach(id -> delete(server, id));
    }

    private void confirm(ServerClient server, List<String> paths) {
        List<String> names = new ArrayList<>();
        for (String path : paths) {
            ResponseFields document = ResponseFields.of(server.object(Call.get(path)));
            names.add("'" + ResponseFields.shown(document.text("title"), "?") + "' ("
                    + ResponseFields.shown(document.text("id"), "?") + ")");
        }
        if (names.size() == 1) {
            confirmation.ask(context, "Delete " + names.get(0) + "? This cannot be undone.");
        } else {
            names.forEach(name -> output.note("  " + name));
            confirmation.ask(context, "Delete these " + names.size() + " documents? This cannot be undone.");
        }
    }

    private void delete(ServerClient server, String id) {
        server.execute(Call.delete(DocumentId.path(id)));
        print(Map.of("deleted", id), () -> output.line("Deleted " + id + "."));
    }
}
