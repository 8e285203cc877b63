package io.anchorify.auth.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.NewToken.Choices;
import io.anchorify.auth.web.internal.NewToken.Problem;
import io.anchorify.auth.web.internal.text.Languages;
import io.anchorify.auth.web.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-28T18:00:00Z");
    private static final TokenOffer OFFER = TokenOffer.standard()
            .scope("read", "Read")
            .scope("write", "Write")
            .attribute("project", "Project", "website", "shop");
    private static final TokenPolicy MONTH = TokenPolicy.none().maximumLifetime(Duration.ofDays(30));

    @Test
    void choices_withinTheOffer_becomeARequest() {
        TokenRequest request = valid(
                OFFER,
                TokenPolicy.none(),
                new Choices(" laptop ", "60", List.of("read", "read"), Map.of("project", "shop")));

        assertThat(request.owner()).isEqualTo("ada");
        assertThat(request.label()).isEqualTo("laptop");
        assertThat(request.lifetime()).isEqualTo(Duration.ofDays(60));
        assertThat(request.scopes()).containsExactly("read");
        assertThat(request.attributes()).containsExactly(Map.entry("project", "shop"));
    }

    @Test
    void choices_ofAnEmptyForm_getTheFirstLifetime() {
        TokenRequest request = valid(OFFER, TokenPolicy.none(), new Choices("", "", List.of(), Map.of("project", "")));

        assertThat(request.label()).isNull();
        assertThat(request.lifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(request.attributes()).isEmpty();
    }

    @Test
    void date_endsWithThatDayInUtc() {
        assertThat(lifetime(OFFER, TokenPolicy.none(), "2026-11-30")).isEqualTo(Duration.ofHours(6 + 48));
    }

    @Test
    void never_hasNoLifetime() {
        assertThat(lifetime(OFFER, TokenPolicy.none(), "never")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "31, expires-long",
        "2026-12-28, expires-range",
        "2026-11-28, expires-range",
        "never, expires-never",
        "0, expires-offer",
        "99999, expires-long",
        "soon, expires-format",
        "-1, expires-format",
        "2026-13-01, expires-format"
    })
    void expiry_thatThePolicyDoesNotAllow_isRefusedWithItsText(String expires, String key) {
        assertThat(problems(OFFER, MONTH, new Choices("", expires, List.of(), Map.of())))
                .hasEntrySatisfying(
                        "expires", problem -> assertThat(problem.key()).isEqualTo("problem.field." + key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "2026-12-27", "7"})
    void expiry_upToTheLimitOfThePolicy_isAccepted(String expires) {
        assertThat(lifetime(OFFER, MONTH, expires)).isLessThanOrEqualTo(Duration.ofDays(30));
    }

    @Test
    void never_withADefaultLifetimeOfThePolicy_isRefused() {
        TokenPolicy policy = TokenPolicy.none().defaultLifetime(Duration.ofDays(90));

        assertThat(problems(OFFER, policy, new Choices("", "never", List.of(), Map.of())))
                .containsKey("expires");
    }

    @Test
    void expiry_ofAnOfferWithoutAnythingThatThePolicyAllows_isLeftToThePolicy() {
        TokenPolicy week = TokenPolicy.none().maximumLifetime(Duration.ofDays(7));

        assertThat(lifetime(OFFER, week, "")).isNull();
    }

    @Test
    void expiry_ofAnOfferWithDatesOnly_mustBeChosen() {
        TokenOffer dates = new TokenOffer(List.of(), List.of(), true, false, List.of());

        assertThat(problems(dates, TokenPolicy.none(), Choices.none()))
                .hasEntrySatisfying(
                        "expires", problem -> assertThat(problem.key()).isEqualTo("problem.field.expires-missing"));
    }

    @Test
    void date_thatIsNotOffered_isRefused() {
        TokenOffer fixed = new TokenOffer(List.of(), List.of(Duration.ofDays(30)), false, false, List.of());

        assertThat(problems(fixed, TokenPolicy.none(), new Choices("", "2026-12-24", List.of(), Map.of())))
                .containsKey("expires");
        assertThat(problems(fixed, TokenPolicy.none(), new Choices("", "31", List.of(), Map.of())))
                .containsKey("expires");
    }

    @Test
    void scopesAndAttributes_thatAreNotOffered_areRefused() {
        Choices choices = new Choices("", "30", List.of("read", "admin"), Map.of("project", "other", "team", "red"));

        assertThat(problems(OFFER, TokenPolicy.none(), choices))
                .containsOnlyKeys("scopes", "attributes.project", "attributes");
    }

    @ParameterizedTest
    @CsvSource({"61, label-long", "5, "})
    void label_isCountedInCharacters(int repetitions, String key) {
        // Two characters, of which one takes two chars.
        String label = "\uD83D\uDE00x".repeat(repetitions);

        NewToken checked =
                NewToken.of(new Choices(label, "30", List.of(), Map.of()), "ada", OFFER, TokenPolicy.none(), NOW);

        assertThat(checked).isInstanceOf(key == null ? NewToken.Valid.class : NewToken.Invalid.class);
    }

    @Test
    void label_withControlCharacters_isRefusedInTheLanguageOfTheUser() {
        Map<String, Problem> problems =
                problems(OFFER, TokenPolicy.none(), new Choices("a\u202Eb", "30", List.of(), Map.of()));

        Texts german = new Languages(Map.of()).of(List.of(Locale.GERMAN));
        assertThat(problems.get("label").text(german)).startsWith("Eine Bezeichnung darf keine Steuerzeichen");
    }

    private static Duration lifetime(TokenOffer offer, TokenPolicy policy, String expires) {
        return valid(offer, policy, new Choices("", expires, List.of(), Map.of()))
                .lifetime();
    }

    private static TokenRequest valid(TokenOffer offer, TokenPolicy policy, Choices choices) {
        return ((NewToken.Valid) NewToken.of(choices, "ada", offer, policy, NOW)).request();
    }

    private static Map<String, Problem> problems(TokenOffer offer, TokenPolicy policy, Choices choices) {
        return ((NewToken.Invalid) NewToken.of(choices, "ada", offer, policy, NOW)).problems();
    }
}
