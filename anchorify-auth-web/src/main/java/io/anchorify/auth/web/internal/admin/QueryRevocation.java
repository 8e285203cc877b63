package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.Target;
import io.anchorify.auth.web.internal.admin.AdminFilter.Field;
import io.anchorify.auth.web.internal.form.FormIds;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Revokes the active tokens that a filter selects, after a confirmation. */
final class QueryRevocation {

    private static final Logger LOGGER = System.getLogger(QueryRevocation.class.getName());

    /** Asks for the confirmation. Changes nothing. */
    void confirm(Exchange exchange, String id) throws IOException, ServletException {
        ask(exchange, 200, null);
    }

    void confirmStale(Exchange exchange, String id) throws IOException, ServletException {
        ask(exchange, 403, "admin.problem.stale");
    }

    void revoke(Exchange exchange, String id) throws IOException, ServletException {
        AdminFilter filter = AdminFilter.of(exchange);
        if (!exchange.parameter("confirmed").equals("true") || !isSelective(filter)) {
            ask(exchange, 200, null);
        } else if (!Reason.isValid(Reason.of(exchange))) {
            ask(exchange, 400, "admin.problem.reason");
        } else if (filter.isEmpty() && !isNumberTyped(exchange)) {
            ask(exchange, 400, "admin.problem.number");
        } else {
            revokeOnce(exchange, filter);
        }
    }

    private static boolean isSelective(AdminFilter filter) {
        return filter.understood() && filter.isPossible() && filter.isRevocable();
    }

    /** The number that the page showed, with or without separators. */
    private static boolean isNumberTyped(Exchange exchange) {
        String shown = exchange.parameter("count");
        return !shown.isEmpty() && shown.equals(exchange.parameter("number").replaceAll("[^0-9]", ""));
    }

    private void revokeOnce(Exchange exchange, AdminFilter filter) throws IOException, ServletException {
        FormIds forms = FormIds.of(exchange.request().getSession());
        String once = exchange.parameter("_once");
        switch (forms.use(once)) {
            case FIRST -> {
                try {
                    forms.complete(once, String.valueOf(revoke(exchange, filter)));
                } catch (TokenStoreException e) {
                    LOGGER.log(Level.WARNING, "The tokens that a filter selects could not all be revoked", e);
                    forms.giveBack(once);
                    exchange.problem(503, "admin-revoke");
                    return;
                }
                redirect(exchange, filter, once);
            }
            case REPEATED -> redirect(exchange, filter, once);
            case UNKNOWN -> ask(exchange, 403, "admin.problem.stale");
        }
    }

    private static int revoke(Exchange exchange, AdminFilter filter) {
        return exchange.tokens()
                .revoke(activeOf(filter, exchange), exchange.user(), Reason.of(exchange))
                .revoked();
    }

    private static void redirect(Exchange exchange, AdminFilter filter, String once) throws IOException {
        exchange.redirect(AdminPages.PATH + "?" + filter.queryString(new Field("done", once)));
    }

    private static void ask(Exchange exchange, int status, @Nullable String problem)
            throws IOException, ServletException {
        AdminFilter filter = AdminFilter.of(exchange);
        if (!filter.understood() || !filter.isPossible()) {
            exchange.problem(400, "admin-filter");
            return;
        }
        Long count = filter.isRevocable() ? Counts.count(activeOf(filter, exchange), exchange) : Long.valueOf(0);
        String once = FormIds.of(exchange.request().getSession()).next();
        Confirmation confirmation = new Confirmation(filter, count, once, Reason.of(exchange), problem);
        exchange.show(status, "admin.revoke.title", "admin/revoke.jte", confirmation);
    }

    private static TokenQuery activeOf(AdminFilter filter, Exchange exchange) {
        return filter.query(exchange.now()).which(Which.ACTIVE);
    }

    /** Where to continue after signing in: at the confirmation, with the reason that was typed. */
    static String target(Exchange exchange) {
        Field reason = new Field("reason", exchange.parameter("reason"));
        return Target.orElse(
                AdminPages.PATH + "/revoke?" + AdminFilter.of(exchange).queryString(reason), AdminPages.PATH);
    }
}
