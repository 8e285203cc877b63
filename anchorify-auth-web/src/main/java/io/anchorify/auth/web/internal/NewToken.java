package io.anchorify.auth.web.internal;

import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The choices of a user for a new token, checked against the offer of the host and the policy of the service. */
public sealed interface NewToken {

    /** The field with the label. */
    String LABEL = "label";
    /** The field with the expiry. */
    String EXPIRES = "expires";
    /** The field with the scopes. */
    String SCOPES = "scopes";
    /** The attributes as a whole. The field of one offered attribute is {@code attributes.<key>}. */
    String ATTRIBUTES = "attributes";

    /** A request that the offer and the policy allow. */
    record Valid(TokenRequest request) implements NewToken {}

    /** Nothing can be issued: the problem of each field. */
    record Invalid(Map<String, Problem> problems) implements NewToken {}

    /**
     * Why a field was rejected.
     *
     * @param key the key of the text
     * @param arguments the arguments of the text
     */
    record Problem(String key, List<Object> arguments) {

        /** The problem with the text {@code problem.field.<key>}. */
        public static Problem of(String key, Object... arguments) {
            return new Problem("problem.field." + key, List.of(arguments));
        }

        /** The problem in the language of a user, as plain text. */
        public String text(Texts texts) {
            return texts.get(key, arguments.toArray());
        }
    }

    /**
     * What a user typed and selected, not yet trusted.
     *
     * @param label empty for none
     * @param expires a number of days, a date, {@code never}, or empty for the default
     * @param scopes the selected scopes
     * @param attributes values by key; an empty value is left out
     */
    record Choices(String label, String expires, List<String> scopes, Map<String, String> attributes) {

        /** Copies the collections. */
        public Choices {
            scopes = List.copyOf(scopes);
            attributes = Map.copyOf(attributes);
        }

        /** No choices. */
        public static Choices none() {
            return new Choices("", "", List.of(), Map.of());
        }
    }

    /** Checks choices. */
    static NewToken of(Choices choices, String owner, TokenOffer offer, TokenPolicy policy, Instant now) {
        Map<String, Problem> problems = new LinkedHashMap<>();
        Expiry expiry = Expiry.of(choices.expires(), ExpiryChoices.of(offer, policy, now), now);
        labelProblem(choices.label()).ifPresent(problem -> problems.put(LABEL, problem));
        expiry.problem().ifPresent(problem -> problems.put(EXPIRES, problem));
        scopeProblem(choices.scopes(), offer).ifPresent(problem -> problems.put(SCOPES, problem));
        choices.attributes()
                .forEach((key, value) -> attributeProblem(key, value, offer)
                        .ifPresent(problem -> problems.put(isOffered(key, offer) ? field(key) : ATTRIBUTES, problem)));
        return problems.isEmpty()
                ? new Valid(request(choices, owner, expiry.lifetime()))
                : new Invalid(Map.copyOf(problems));
    }

    /** The field of an offered attribute. */
    static String field(String attribute) {
        return ATTRIBUTES + "." + attribute;
    }

    /** Why a text cannot be a label. */
    static Optional<Problem> labelProblem(String label) {
        try {
            Objects.requireNonNull(TokenRequest.of("any").label(label));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            boolean isLong = label.strip().codePointCount(0, label.strip().length()) > 100;
            return Optional.of(Problem.of(isLong ? "label-long" : "label-characters"));
        }
    }

    private static Optional<Problem> scopeProblem(List<String> scopes, TokenOffer offer) {
        return scopes.stream()
                .filter(scope -> offer.scopes().stream()
                        .noneMatch(offered -> offered.name().equals(scope)))
                .findFirst()
                .map(scope -> Problem.of("scope", scope));
    }

    private static Optional<Problem> attributeProblem(String key, String value, TokenOffer offer) {
        boolean isAllowed = (value.isEmpty() && isOffered(key, offer))
                || offer.attributes().stream()
                        .anyMatch(offered ->
                                offered.key().equals(key) && offered.values().contains(value));
        return isAllowed ? Optional.empty() : Optional.of(Problem.of("attribute", key, value));
    }

    private static boolean isOffered(String key, TokenOffer offer) {
        return offer.attributes().stream().anyMatch(offered -> offered.key().equals(key));
    }

    private static TokenRequest request(Choices choices, String owner, Optional<Duration> lifetime) {
        TokenRequest request = TokenRequest.of(owner)
                .label(choices.label())
                .scopes(Set.copyOf(choices.scopes()).toArray(String[]::new));
        for (Map.Entry<String, String> attribute : choices.attributes().entrySet()) {
            if (!attribute.getValue().isEmpty()) {
                request = request.attribute(attribute.getKey(), attribute.getValue());
            }
        }
        return lifetime.map(request::expiresIn).orElse(request);
    }
}
