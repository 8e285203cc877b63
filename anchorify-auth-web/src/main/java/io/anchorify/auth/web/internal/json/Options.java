package io.anchorify.auth.web.internal.json;

import io.anchorify.auth.web.LoginCommand;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.ExpiryChoices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page needs before it sends a request that changes something. */
final class Options {

    private Options() {}

    static Map<String, @Nullable Object> of(JsonExchange exchange) {
        TokenOffer offer = exchange.offer();
        ExpiryChoices expiry = ExpiryChoices.of(offer, exchange.tokens().policy(), exchange.now());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("user", exchange.user());
        json.put("administrator", exchange.isAdministrator());
        json.put("csrfToken", exchange.settings().forms().token(exchange.request()));
        json.put("reauthenticate", exchange.isRecentSignIn() ? null : exchange.signInAgain());
        json.put("scopes", offer.scopes().stream().map(Options::scope).toList());
        json.put(
                "attributes",
                offer.attributes().stream().map(Options::attribute).toList());
        json.put("expires", expiry(expiry));
        json.put("maximumTokens", exchange.tokens().policy().maximumTokens());
        json.put("loginCommand", loginCommand(exchange));
        return json;
    }

    private static Map<String, @Nullable Object> expiry(ExpiryChoices choices) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("default", choices.byDefault());
        json.put("days", choices.days());
        json.put("earliestDate", choices.date() ? choices.earliest() : null);
        json.put("latestDate", choices.date() ? choices.latest() : null);
        json.put("never", choices.never());
        return json;
    }

    private static Map<String, String> scope(TokenOffer.Scope scope) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", scope.name());
        json.put("description", scope.description());
        return json;
    }

    private static Map<String, Object> attribute(TokenOffer.Attribute attribute) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", attribute.key());
        json.put("label", attribute.label());
        json.put("values", attribute.values());
        return json;
    }

    private static @Nullable Map<String, String> loginCommand(JsonExchange exchange) {
        if (exchange.settings().loginCommand() == null) {
            return null;
        }
        LoginCommand command = exchange.settings().loginCommand().apply(exchange.request());
        Map<String, String> json = new LinkedHashMap<>();
        json.put("command", command.command());
        json.put("promptOption", command.promptOption());
        json.put("tokenOption", command.tokenOption());
        return json;
    }
}
