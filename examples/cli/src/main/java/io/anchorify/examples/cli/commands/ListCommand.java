package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command that prints a list of the server page by page, so that a long list needs little memory. */
abstract class ListCommand extends DataCommand {

    private final String name;
    private final List<String> fields;
    private final List<String> headings;

    /** Takes the name of the list in the response, the fields of its objects, and the headings of the table. */
    ListCommand(CommandContext context, String name, List<String> fields, List<String> headings) {
        super(context);
        this.name = name;
        this.fields = fields;
        this.headings = headings;
    }

    /** The path of the list. */
    abstract String path();

    /** The cells of an object in the table. */
    abstract String[] cells(Map<String, @Nullable Object> object);

    @Override
    final void run() {
        ServerClient server = context.server();
        String after = null;
        boolean isFirst = true;
        do {
            ResponseFields page = ResponseFields.of(server.object(Call.get(path(after))));
            List<Map<String, @Nullable Object>> objects = page.list(name).stream()
                    .map(object -> object.texts(fields.toArray(new String[0])))
                    .toList();
            after = page.text("next");
            if (isJson()) {
                output.jsonPage(name, objects, isFirst, after == null);
            } else {
                show(objects, isFirst);
            }
            isFirst = false;
        } while (after != null && output.finish().isEmpty());
    }

    private void show(List<Map<String, @Nullable Object>> objects, boolean isFirst) {
        if (isFirst && objects.isEmpty()) {
            output.line("You have no " + name + ".");
            return;
        }
        Table table = new Table(headings.toArray(new String[0]));
        objects.forEach(object -> table.row(cells(object)));
        table.print(output, isFirst);
    }

    private String path(@Nullable String after) {
        if (after == null) {
            return path();
        }
        String separator = path().contains("?") ? "&" : "?";
        return path() + separator + "after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    }
}
