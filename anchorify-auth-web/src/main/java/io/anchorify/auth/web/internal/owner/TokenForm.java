package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.ExpiryChoices;
import io.anchorify.auth.web.internal.NewToken;
import io.anchorify.auth.web.internal.NewToken.Choices;
import io.anchorify.auth.web.internal.NewToken.Problem;
import io.anchorify.auth.web.internal.text.DisplayTime;
import io.anchorify.auth.web.internal.text.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form for a new token, with what the user typed.
 *
 * @param choices what the user typed
 * @param problems why a field was rejected
 * @param offer what there is to choose
 * @param expiries the expiries to choose from
 * @param now the time of the request
 */
public record TokenForm(
        Choices choices, Map<String, Problem> problems, TokenOffer offer, ExpiryChoices expiries, Instant now) {

    /** The value of the selection for a date, which the field {@code expires-date} contains. */
    static final String DATE = "date";

    private static final String ATTRIBUTE = "attr.";
    /** A longer query would not fit into a header. */
    private static final int MAX_QUERY = 4000;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** An option of a selection. */
    public record Option(String value, String text, boolean isSelected) {}

    /** The form without any input. */
    static TokenForm empty(Exchange exchange) {
        return of(exchange, Choices.none());
    }

    /** The form with the parameters of a request. */
    public static TokenForm read(Exchange exchange) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : Collections.list(exchange.request().getParameterNames())) {
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), exchange.parameter(name));
            }
        }
        String expires = exchange.parameter("expires");
        String date = exchange.parameter("expires-date");
        return of(
                exchange,
                new Choices(
                        exchange.parameter("label"),
                        expires.equals(DATE) && !date.isBlank() ? date : expires,
                        exchange.parameters("scope"),
                        attributes));
    }

    /** The form with choices. */
    public static TokenForm of(Exchange exchange, Choices choices) {
        TokenOffer offer = exchange.offer();
        ExpiryChoices expiries = ExpiryChoices.of(offer, exchange.tokens().policy(), exchange.now());
        return new TokenForm(choices, Map.of(), offer, expiries, exchange.now());
    }

    /** The same form with problems. */
    public TokenForm with(Map<String, Problem> found) {
        return new TokenForm(choices, found, offer, expiries, now);
    }

    /** The form as the query of a link, which shows it again. */
    String toQueryString() {
        List<String> parameters = new ArrayList<>();
        add(parameters, "label", choices.label());
        add(parameters, "expires", choices.expires());
        choices.scopes().forEach(scope -> add(parameters, "scope", scope));
        choices.attributes().forEach((key, value) -> add(parameters, ATTRIBUTE + key, value));
        add(parameters, "done", "resumed");
        String query = "?" + String.join("&", parameters);
        return query.length() <= MAX_QUERY ? query : "?done=signed-in";
    }

    private static void add(List<String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.add(encode(name) + "=" + encode(value));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Why a field was rejected, or {@code null}. */
    public @Nullable String problem(String field, Texts texts) {
        Problem problem = problems.get(field);
        return problem == null ? null : problem.text(texts);
    }

    /** Why the attribute with a key was rejected, or {@code null}. */
    public @Nullable String attributeProblem(String key, Texts texts) {
        return problem(NewToken.field(key), texts);
    }

    /** The options of the expiry. */
    public List<Option> expiryOptions(Texts texts) {
        String selected = selectedExpiry();
        List<Option> options = new ArrayList<>();
        if (expiries.policy()) {
            options.add(new Option("", texts.get("form.expires.policy"), selected.isEmpty()));
        }
        for (long days : expiries.days()) {
            String day = DisplayTime.day(now.plus(Duration.ofDays(days)), texts);
            String value = Long.toString(days);
            options.add(new Option(value, texts.get("form.expires.days", days, day), value.equals(selected)));
        }
        if (expiries.date()) {
            options.add(new Option(DATE, texts.get("form.expires.date"), selected.equals(DATE)));
        }
        if (expiries.never()) {
            options.add(new Option("never", texts.get("form.expires.never"), selected.equals("never")));
        }
        return options;
    }

    private String selectedExpiry() {
        String expires = choices.expires().strip();
        if (expires.equals(DATE) || DAY.matcher(expires).matches()) {
            return DATE;
        }
        boolean isOption = expires.equals("never")
                || expiries.days().stream().anyMatch(days -> days.toString().equals(expires));
        return isOption ? expires : expiries.byDefault();
    }

    /** The date that was typed, or an empty string. */
    public String date() {
        return DAY.matcher(choices.expires()).matches() ? choices.expires() : "";
    }

    /** Whether a scope is checked. */
    public boolean hasScope(String scope) {
        return choices.scopes().contains(scope);
    }

    /** Whether a value of an attribute is selected. */
    public boolean hasAttribute(String key, String value) {
        return value.equals(choices.attributes().get(key));
    }
}
