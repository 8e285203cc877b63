package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.web.TokenPanel;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ListQuery;
import io.anchorify.auth.web.internal.Route;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The pages of an owner. */
public final class OwnerPages {

    /** The title of the list. */
    static final String TITLE = "page.title";
    /** The template of the list. */
    static final String LIST = "owner/list.jte";

    /** The routes of these pages. */
    public List<Route> routes() {
        return Stream.of(
                        List.of(Route.get("", OwnerPages::list)),
                        Creation.routes(),
                        Renaming.routes(),
                        RotationForm.routes(),
                        RevocationForm.routes(),
                        Stream.of(
                                        "/tokens",
                                        "/tokens/*/rename",
                                        "/tokens/*/rotate",
                                        "/tokens/*/revoke",
                                        "/tokens/revoke")
                                .map(OwnerPages::reloaded)
                                .toList())
                .flatMap(List::stream)
                .toList();
    }

    /** The panel for a page of the host, whose parameters are not those of the list. */
    public TokenPanel panel(Exchange exchange) {
        ListView.Loaded loaded = ListView.Loaded.of(exchange, ListQuery.standard());
        return exchange.panel(TITLE, LIST, ListView.of(exchange, loaded, TokenForm.empty(exchange)));
    }

    /** Redirects from the URL of a form, opened directly or reloaded after the session ended. */
    private static Route reloaded(String path) {
        return Route.get(path, (exchange, id) -> exchange.redirect(""));
    }

    private static void list(Exchange exchange, String id) throws IOException, ServletException {
        show(exchange, 200, current(exchange).with(Done.notice(exchange)));
    }

    /** The list and the form that the parameters of a request describe. */
    static ListView current(Exchange exchange) {
        ListView.Loaded loaded = ListView.Loaded.of(exchange, query(exchange));
        return ListView.of(exchange, loaded, TokenForm.read(exchange));
    }

    static ListQuery query(Exchange exchange) {
        return ListQuery.of(exchange.request()::getParameter);
    }

    static void show(Exchange exchange, int status, ListView view) throws IOException, ServletException {
        exchange.show(status, TITLE, LIST, view);
    }

    /** Shows the list again, because the session has changed since the form was loaded. */
    static void stale(Exchange exchange, String id) throws IOException, ServletException {
        show(exchange, 403, listOnly(exchange).with(Notice.bad("stale", List.of(), exchange.texts())));
    }

    /** The list without what was typed into other forms. */
    static ListView listOnly(Exchange exchange) {
        ListView.Loaded loaded = ListView.Loaded.of(exchange, query(exchange));
        return ListView.of(exchange, loaded, TokenForm.empty(exchange));
    }
}
