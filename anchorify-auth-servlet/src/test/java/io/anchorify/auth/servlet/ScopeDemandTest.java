package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeDemandTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', '', true",
        "a, '', '', false",
        "a, '', a, true",
        "a b, '', a, false",
        "a b, '', a b c, true",
        "'', a b, '', false",
        "'', a b, c, false",
        "'', a b, b, true",
        "c, a b, b, false",
        "c, a b, c, false",
        "c, a b, c b, true",
        "a, a b, a, true"
    })
    void demand_isMetByAllOfOneAndOneOfTheOther(String all, String any, String scopes, boolean isMet) {
        assertThat(demand(all, any).isMetBy(Set.copyOf(words(scopes)))).isEqualTo(isMet);
    }

    /** RFC 6750 section 3 cannot express alternatives. */
    @ParameterizedTest
    @CsvSource({"'', '', ''", "b a, '', a b", "'', z a, z", "b, z a, b z", "a, z a, a", "z a, z a, a z"})
    void sufficient_namesTheFirstAlternativeOnlyIfOneIsNeeded(String all, String any, String sufficient) {
        assertThat(String.join(" ", demand(all, any).sufficient())).isEqualTo(sufficient);
        assertThat(demand(all, any).isMetBy(demand(all, any).sufficient())).isTrue();
    }

    private static ScopeDemand demand(String all, String any) {
        return new ScopeDemand(Set.copyOf(words(all)), words(any));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
