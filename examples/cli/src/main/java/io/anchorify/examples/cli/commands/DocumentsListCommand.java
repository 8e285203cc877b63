package io.anchorify.examples.cli.commands;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List your documents, newest first.")
final class DocumentsListCommand extends ListCommand {

    DocumentsListCommand(CommandContext context) {
        super(context, "documents", List.of("id", "title", "createdAt"));
    }

    @Override
    String path() {
        return "/api/documents";
    }

    @Override
    List<String> headings() {
        return List.of("ID", "CREATED", "TITLE");
    }

    @Override
    String[] cells(Map<String, @Nullable Object> document) {
        return new String[] {
            ResponseFields.shown(document.get("id"), "?"),
            isForPeople()
                    ? RelativeTime.of((String) document.get("createdAt"), now(), "?")
                    : ResponseFields.shown(document.get("createdAt"), "?"),
            ResponseFields.shown(document.get("title"), "-")
        };
    }
}
