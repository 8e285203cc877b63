package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List your documents, newest first.")
final class DocumentsListCommand extends DataCommand {

    DocumentsListCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        List<Map<String, @Nullable Object>> documents =
                ResponseFields.of(context.server().object(Call.get("/api/documents"))).list("documents").stream()
                        .map(document -> document.texts("id", "title", "createdAt"))
                        .toList();
        print(Map.of("documents", documents), () -> show(documents));
    }

    private void show(List<Map<String, @Nullable Object>> documents) {
        if (documents.isEmpty()) {
            output.line("You have no documents.");
            return;
        }
        Table table = new Table("ID", "CREATED", "TITLE");
        for (Map<String, @Nullable Object> document : documents) {
            table.row(
                    ResponseFields.shown(document.get("id"), "?"),
                    ResponseFields.shown(document.get("createdAt"), "?"),
                    ResponseFields.shown(document.get("title"), "-"));
        }
        table.print(output);
    }
}
