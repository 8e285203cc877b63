package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of the server, read page by page. */
final class ServerList {

    private final ServerClient server;
    private final String path;
    private final String name;
    private @Nullable String after;
    private boolean hasMore = true;

    /** Takes the path of the list, which may have a query, and its name in the response. */
    ServerList(ServerClient server, String path, String name) {
        this.server = server;
        this.path = path;
        this.name = name;
    }

    /** Whether there is another page; before the first request there is. */
    boolean hasMore() {
        return hasMore;
    }

    List<ResponseFields> nextPage() {
        ResponseFields page = ResponseFields.of(server.object(Call.get(nextPath())));
        after = page.text("next");
        hasMore = after != null;
        return page.list(name);
    }

    List<ResponseFields> all() {
        List<ResponseFields> all = new ArrayList<>();
        while (hasMore) {
            all.addAll(nextPage());
        }
        return all;
    }

    /** A query parameter, encoded. */
    static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String nextPath() {
        return after == null ? path : path + (path.contains("?") ? "&" : "?") + parameter("after", after);
    }
}
