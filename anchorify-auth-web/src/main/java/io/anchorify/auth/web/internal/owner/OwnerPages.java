package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Route;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;

/** The pages of an owner. */
public final class OwnerPages {

    /** The routes of these pages. */
    public List<Route> routes() {
        return List.of(Route.get("", this::list));
    }

    private void list(Exchange exchange, String id) throws IOException, ServletException {
        exchange.problem(404, "not-found");
    }
}
