package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.ServerClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that prints a list of the server page by page, so that a long list needs little memory. */
abstract class ListCommand extends DataCommand {

    private static final int MAX_PAGE = 200;

    private final String name;
    private final String[] fields;

    @Option(names = "--limit", paramLabel = "N", description = "Print the newest N only.")
    private int limit = Integer.MAX_VALUE;

    /** Takes the name of the list in the response, and the fields of its objects. */
    ListCommand(CommandContext context, String name, List<String> fields) {
        super(context);
        this.name = name;
        this.fields = fields.toArray(new String[0]);
    }

    /** The path of the list. */
    abstract String path();

    /** The headings of the table. */
    abstract List<String> headings();

    /** The cells of an object in the table. */
    abstract String[] cells(Map<String, @Nullable Object> object);

    /** The fields of an object, in the order of the JSON output. */
    Map<String, @Nullable Object> read(ResponseFields object) {
        return object.texts(fields);
    }

    /** Called before the list is printed as text. */
    void prepare(ServerClient server) {}

    /** Without a terminal, the text is for scripts: complete, with full ids and times. */
    final boolean isForPeople() {
        return context.process().outIsTerminal();
    }

    final Instant now() {
        return context.process().clock().instant();
    }

    @Override
    final void run() {
        if (limit < 1) {
            throw new Failure(ExitCode.USAGE, "--limit must be 1 or more.");
        }
        ServerClient server = context.server();
        if (isJson()) {
            printJson(new ServerList(server, limitedPath(), name));
        } else {
            prepare(server);
            printTable(new ServerList(server, limitedPath(), name));
        }
    }

    private void printJson(ServerList list) {
        int left = limit;
        boolean isLast;
        do {
            List<Map<String, @Nullable Object>> page = next(list, left);
            boolean isFirst = left == limit;
            left -= page.size();
            isLast = left == 0 || !list.hasMore();
            output.jsonPage(name, page, isFirst, isLast);
        } while (!isLast && output.finish().isEmpty());
    }

    private void printTable(ServerList list) {
        int width = isForPeople() ? context.process().columns() : Table.UNLIMITED;
        Table table = new Table(width, headings().toArray(new String[0]));
        int left = limit;
        do {
            List<Map<String, @Nullable Object>> page = next(list, left);
            if (page.isEmpty() && left == limit) {
                output.line(whenEmpty());
            } else {
                table.print(output, page.stream().map(this::cells).toList());
            }
            left -= page.size();
        } while (left > 0 && list.hasMore() && output.finish().isEmpty());
        if (list.hasMore() && isForPeople()) {
            output.note("There are more than " + limit + ".");
        }
    }

    /** The text instead of an empty table. */
    String whenEmpty() {
        return "You have no " + name + ".";
    }

    private List<Map<String, @Nullable Object>> next(ServerList list, int left) {
        return list.nextPage().stream().limit(left).map(this::read).toList();
    }

    private String limitedPath() {
        String separator = path().contains("?") ? "&" : "?";
        return limit == Integer.MAX_VALUE ? path() : path() + separator + "limit=" + Math.min(limit, MAX_PAGE);
    }
}
