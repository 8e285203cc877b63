package io.anchorify.auth.web.internal.admin;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.text.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tokens an administrator looks at.
 *
 * @param owner whose tokens, or an empty string for those of all owners
 * @param which their state
 * @param label a part of the label, or an empty string
 * @param scope a scope that they have, or an empty string
 * @param properties what else they have in common
 * @param understood whether every parameter had a valid value. If not, the filter selects more than was asked for, and must not
 *     be used to revoke tokens
 */
public record AdminFilter(
        String owner, Which which, String label, String scope, Set<Property> properties, boolean understood) {

    /** A field of a form, or a criterion in words. */
    public record Field(String name, String value) {}

    static AdminFilter of(Exchange exchange) {
        Optional<Which> which = which(exchange.parameter("show"));
        List<Optional<Property>> properties = exchange.parameters("filter").stream()
                .filter(text -> !text.isEmpty())
                .map(Property::parse)
                .toList();
        String scope = exchange.parameter("scope").strip();
        return new AdminFilter(
                exchange.parameter("owner"),
                which.orElse(Which.ACTIVE),
                exchange.parameter("q"),
                scope,
                properties.stream().flatMap(Optional::stream).collect(Collectors.toCollection(TreeSet::new)),
                which.isPresent() && properties.stream().allMatch(Optional::isPresent));
    }

    private static Optional<Which> which(String text) {
        return text.isEmpty()
                ? Optional.of(Which.ACTIVE)
                : Stream.of(Which.values())
                        .filter(which -> nameOf(which).equals(text))
                        .findFirst();
    }

    /** The value of the parameter {@code show}; its description is {@code admin.show.<name>}. */
    public static String nameOf(Which which) {
        return which.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a token can have this owner, label and scope. */
    public boolean isPossible() {
        try {
            TokenRequest request =
                    TokenRequest.of(owner.isEmpty() ? "any" : owner).label(label);
            return scope.isEmpty() || !request.scopes(scope).scopes().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it selects the tokens of all owners, whatever they have in common. */
    public boolean isEmpty() {
        return owner.isEmpty() && label.isEmpty() && scope.isEmpty() && properties.isEmpty();
    }

    /** Whether it can select active tokens. */
    public boolean isRevocable() {
        return which == Which.ACTIVE || which == Which.ALL;
    }

    /** The query for these tokens. Only if such tokens are possible. */
    TokenQuery query(Instant now) {
        TokenQuery query = (owner.isEmpty() ? TokenQuery.all() : TokenQuery.of(owner)).which(which);
        if (!label.isEmpty()) {
            query = query.labelContains(label);
        }
        if (!scope.isEmpty()) {
            query = query.scope(scope);
        }
        for (Property property : properties) {
            query = property.addTo(query, now);
        }
        return query;
    }

    /** The criteria other than the state, in words. */
    public List<Field> terms(Texts t) {
        List<Field> terms = new ArrayList<>();
        add(terms, t.get("admin.owner"), owner);
        add(terms, t.get("admin.label"), label);
        add(terms, t.get("admin.scope"), scope);
        properties.forEach(property -> add(terms, t.get("admin.only"), t.get("admin.filter." + property.text())));
        return terms;
    }

    /** The parameters that select these tokens, without those at their default. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        add(fields, "owner", owner);
        add(fields, "show", which == Which.ACTIVE ? "" : nameOf(which));
        add(fields, "q", label);
        add(fields, "scope", scope);
        properties.forEach(property -> add(fields, "filter", property.text()));
        return fields;
    }

    private static void add(List<Field> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.add(new Field(name, value));
        }
    }

    /** The parameters as a query string with other ones, without a question mark. */
    public String queryString(Field... more) {
        return Stream.concat(fields().stream(), Stream.of(more))
                .map(field -> field.name() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
