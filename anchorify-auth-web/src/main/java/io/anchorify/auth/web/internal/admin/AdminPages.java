package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Route;
import io.anchorify.auth.web.internal.Route.Handler;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;

/** The pages of an administrator. For other users, they do not exist. */
public final class AdminPages {

    static final String PATH = "/admin";

    private final TokenRevocation one = new TokenRevocation();
    private final QueryRevocation several = new QueryRevocation();

    /** The routes of these pages. */
    public List<Route> routes() {
        return List.of(
                get(PATH, this::list),
                get(PATH + "/tokens/*", one::show),
                post(PATH + "/tokens/*/revoke", one::revoke, one::showStale, TokenRevocation::target),
                get(PATH + "/revoke", several::confirm),
                post(PATH + "/revoke", several::revoke, several::confirmStale, QueryRevocation::target),
                post(
                        PATH + "/identify",
                        this::identify,
                        (exchange, id) -> exchange.problem(403, "stale"),
                        exchange -> PATH));
    }

    private static Route get(String path, Handler handler) {
        return Route.get(path, forAdministrators(handler));
    }

    private static Route post(String path, Handler handler, Handler stale, Route.Resume resume) {
        return Route.post(path, forAdministrators(handler), forAdministrators(stale), resume);
    }

    private static Handler forAdministrators(Handler handler) {
        return (exchange, id) -> {
            if (exchange.isAdministrator()) {
                handler.handle(exchange, id);
            } else {
                exchange.problem(404, "not-found");
            }
        };
    }

    private void list(Exchange exchange, String id) throws IOException, ServletException {
        AdminList list = AdminList.of(exchange, Notice.of(exchange));
        exchange.show(list.rows() == null ? 503 : 200, "admin.title", "admin/list.jte", list);
    }

    private void identify(Exchange exchange, String id) throws IOException, ServletException {
        TokenDetails details = exchange.tokens()
                .identify(exchange.parameter("secret").strip())
                .map(token -> TokenDetails.found(token, exchange))
                .orElseGet(TokenDetails::none);
        exchange.show(200, details.title(), "admin/token.jte", details);
    }
}
