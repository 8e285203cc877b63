package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.NewToken.Choices;
import io.anchorify.auth.web.internal.owner.TokenForm;
import io.anchorify.auth.web.internal.text.DisplayTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks for, and what its user grants.
 *
 * @param request what the device asks for; nobody has authenticated it
 * @param started when it asked
 * @param scopes the requested scopes, or an empty string
 * @param unavailable the requested scopes that the host does not offer, or an empty string
 * @param token the choices for the token
 * @param problem the key of a text that says why nothing was approved, or {@code null}
 */
public record ApprovalForm(
        DeviceRequest request,
        DisplayTime started,
        String scopes,
        String unavailable,
        TokenForm token,
        @Nullable String problem) {

    /** The form with what the user chose, or with what the device asks for if the user has chosen nothing yet. */
    static ApprovalForm of(DeviceRequest request, Exchange exchange) {
        boolean isChosen = exchange.request().getParameter("label") != null;
        return of(
                request, exchange, isChosen ? TokenForm.read(exchange) : TokenForm.of(exchange, asked(request)), null);
    }

    static ApprovalForm of(DeviceRequest request, Exchange exchange, TokenForm token, @Nullable String problem) {
        DisplayTime started = DisplayTime.at(request.startedAt(), exchange.now(), exchange.texts());
        return new ApprovalForm(
                request, started, text(request.scopes()), text(unavailable(request, token.offer())), token, problem);
    }

    private static Choices asked(DeviceRequest request) {
        return new Choices(request.clientName(), "", List.copyOf(request.scopes()), Map.of());
    }

    private static Set<String> unavailable(DeviceRequest request, TokenOffer offer) {
        Set<String> scopes = new TreeSet<>(request.scopes());
        offer.scopes().forEach(offered -> scopes.remove(offered.name()));
        return scopes;
    }

    private static String text(Set<String> scopes) {
        return String.join(" ", new TreeSet<>(scopes));
    }
}
