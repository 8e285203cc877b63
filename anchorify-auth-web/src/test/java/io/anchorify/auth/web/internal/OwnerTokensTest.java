package io.anchorify.auth.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.web.internal.ListQuery.Filter;
import io.anchorify.auth.web.internal.text.Languages;
import io.anchorify.auth.web.internal.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-28T18:00:00Z");
    private static final Texts ENGLISH = new Languages(Map.of()).of(List.of(Locale.ENGLISH));
    private static final Texts GERMAN = new Languages(Map.of()).of(List.of(Locale.GERMAN));

    private final TokenService service =
            TokenService.builder(TokenStore.inMemory()).build();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void shortId_isTheFirstEightCharacters() {
        assertThat(ShortId.of("abcdefghij")).isEqualTo("abcdefgh");
        assertThat(ShortId.of("abc")).isEqualTo("abc");
    }

    @Test
    void list_ofMoreThanTenThousand_reachesEveryTokenAndKeepsTheSearch() {
        importTokens(0, 10_000);
        ListQuery query = ListQuery.standard();
        assertThat(OwnerTokens.load(service, "ada", query).older()).isNull();
        importTokens(10_000, 10_100);

        Set<String> reached = new HashSet<>();
        OwnerTokens loaded = OwnerTokens.load(service, "ada", query);
        assertThat(loaded.tokens()).hasSize(OwnerTokens.LOADED);
        reach(loaded, query, reached);
        ListQuery older = ListQuery.of(query.after(loaded.older()).parameters()::get);
        OwnerTokens rest = OwnerTokens.load(service, "ada", older);
        reach(rest, older, reached);

        ListQuery search = ListQuery.of(Map.of("q", "TOKEN 10099")::get).after(loaded.older());
        assertThat(rest.page(ListQuery.of(search.parameters()::get), ENGLISH, NOW)
                        .total())
                .isEqualTo(1);
        assertThat(rest.older()).isNull();
        assertThat(reached).hasSize(10_100);
    }

    @Test
    void page_beyondTheLast_isTheLast() {
        OwnerTokens tokens = new OwnerTokens(
                IntStream.range(0, 120).mapToObj(i -> token(i).build()).toList(), null);

        OwnerTokens.Page page = tokens.page(ListQuery.standard().page(99), ENGLISH, NOW);

        assertThat(page.rows()).hasSize(20);
        assertThat(page.first()).isEqualTo(101);
        assertThat(page.last()).isEqualTo(120);
        assertThat(page.total()).isEqualTo(120);
        assertThat(page.pages()).isEqualTo(3);
    }

    @Test
    void page_withoutTokens_hasNoPosition() {
        OwnerTokens.Page page = new OwnerTokens(List.of(), null).page(ListQuery.standard(), ENGLISH, NOW);

        assertThat(page.first()).isZero();
        assertThat(page.last()).isZero();
        assertThat(page.pages()).isEqualTo(1);
    }

    @Test
    void search_ignoresCaseInTheLanguageAndFindsIdsByPrefix() {
        OwnerTokens tokens = labelled("Straße", "STRASSE nach Ulm", "IRMAK", "ırmak");

        assertThat(labels(tokens, "q", "strasse", GERMAN)).containsExactlyInAnyOrder("Straße", "STRASSE nach Ulm");
        assertThat(labels(tokens, "q", "irmak", ENGLISH)).contains("IRMAK");
        Texts turkish = new Texts(new Locale("tr"), ENGLISH.bundles());
        assertThat(labels(tokens, "q", "ırmak", turkish)).containsExactlyInAnyOrder("IRMAK", "ırmak");
        assertThat(labels(tokens, "q", "id-100002", ENGLISH)).containsExactly("IRMAK");
        assertThat(labels(tokens, "q", "d-100002", ENGLISH)).isEmpty();
    }

    @Test
    void labels_areSortedByTheLanguage_withUnlabelledTokensLast() {
        OwnerTokens tokens = labelled("zebra", null, "Österreich", "apfel", "Birne");

        assertThat(labels(tokens, "sort", "label", GERMAN))
                .containsExactly("apfel", "Birne", "Österreich", "zebra", null);
        ListQuery descending = ListQuery.of(Map.of("sort", "label", "dir", "desc")::get);
        assertThat(tokens.page(descending, GERMAN, NOW).rows())
                .extracting(Token::label)
                .containsExactly("zebra", "Österreich", "Birne", "apfel", null);
    }

    @Test
    void times_areSortedWithNeverUsedFirstAndNeverExpiringLast() {
        OwnerTokens tokens = new OwnerTokens(
                List.of(
                        token(0).label("a")
                                .lastUsedAt(NOW)
                                .expiresAt(NOW.plusSeconds(9))
                                .build(),
                        token(1).label("b").build(),
                        token(2).label("c")
                                .lastUsedAt(NOW.minusSeconds(5))
                                .expiresAt(NOW.plusSeconds(3))
                                .build()),
                null);

        assertThat(labels(tokens, "sort", "used", ENGLISH)).containsExactly("a", "c", "b");
        assertThat(labels(tokens, "sort", "expires", ENGLISH)).containsExactly("c", "a", "b");
        assertThat(labels(tokens, "dir", "asc", ENGLISH)).containsExactly("c", "b", "a");
    }

    @Test
    void filters_selectByUseAndExpiry() {
        Instant old = NOW.minus(Duration.ofDays(91));
        assertThat(selects(Filter.NEVER_USED, token(0).build())).isTrue();
        assertThat(selects(Filter.NEVER_USED, token(0).lastUsedAt(NOW).build())).isFalse();
        assertThat(selects(Filter.UNUSED, Token.builder("old", "ada", old).build()))
                .isTrue();
        assertThat(selects(
                        Filter.UNUSED,
                        Token.builder("old", "ada", old).lastUsedAt(old).build()))
                .isTrue();
        assertThat(selects(
                        Filter.UNUSED,
                        Token.builder("old", "ada", old).lastUsedAt(NOW).build()))
                .isFalse();
        assertThat(selects(
                        Filter.EXPIRING,
                        token(0).expiresAt(NOW.plus(Duration.ofDays(2))).build()))
                .isTrue();
        assertThat(selects(
                        Filter.EXPIRING,
                        token(0).expiresAt(NOW.plus(Duration.ofDays(4))).build()))
                .isFalse();
        assertThat(selects(Filter.EXPIRING, token(0).build())).isFalse();
        assertThat(selects(Filter.PRESENTED, token(0).lastRefusedAt(NOW).build()))
                .isTrue();
        assertThat(selects(Filter.PRESENTED, token(0).build())).isFalse();
    }

    @Test
    void duplicates_areLabelsOfSeveralActiveTokens() {
        service.issue("ada", "ci");
        service.issue("ada", "ci");
        service.rotate("ada", service.issue("ada", "once").id(), Duration.ofDays(1));
        service.issue("ada", null);
        service.issue("ada", null);
        service.revoke("ada", service.issue("ada", "once").id());

        OwnerTokens all = OwnerTokens.load(service, "ada", ListQuery.of(Map.of("show", "all")::get));

        assertThat(all.duplicateLabels(service)).containsExactly("ci");
    }

    @Test
    void query_ofUnknownValues_isTheStandardQuery() {
        Map<String, String> hostile = Map.of(
                "show", "x", "filter", "\r\n", "sort", "ID", "dir", "", "page", "-9999999999", "after", "never~");

        assertThat(ListQuery.of(hostile::get)).isEqualTo(ListQuery.standard());
        for (String after : List.of("+1000000000-12-31T23:59:59Z~id", "2026-11-28T18:00:00Z~a\0b", "2026Z~id", "x")) {
            assertThat(ListQuery.of(Map.of("after", after)::get).after()).isNull();
        }
        assertThat(ListQuery.standard().toQueryString()).isEmpty();
    }

    @Test
    void query_survivesItsQueryString() {
        ListQuery query = ListQuery.of(Map.of(
                "show",
                "all",
                "filter",
                "never-used",
                "sort",
                "label",
                "dir",
                "desc",
                "page",
                "3",
                "q",
                "a&b=c",
                "after",
                "2026-11-28T18:00:00.123456Z~id_-x")::get);

        assertThat(ListQuery.of(query.parameters()::get)).isEqualTo(query);
        assertThat(query.toQueryString()).contains("q=a%26b%3Dc", "page=3");
    }

    private void reach(OwnerTokens loaded, ListQuery query, Set<String> reached) {
        int pages = loaded.page(query, ENGLISH, NOW).pages();
        for (int page = 1; page <= pages; page++) {
            loaded.page(query.page(page), ENGLISH, NOW).rows().forEach(token -> reached.add(token.id()));
        }
    }

    private void importTokens(int from, int to) {
        service.importTokens(sink -> IntStream.range(from, to)
                .forEach(i -> sink.add(new StoredToken(
                        token(i).label("token " + i).build(),
                        TokenHash.parse(Integer.toHexString(0x10000000 + i).repeat(8))))));
    }

    private static boolean selects(Filter filter, Token token) {
        return OwnerTokens.filter(filter, NOW).test(token);
    }

    private static List<String> labels(OwnerTokens tokens, String parameter, String value, Texts texts) {
        ListQuery query = ListQuery.of(Map.of(parameter, value)::get);
        return tokens.page(query, texts, NOW).rows().stream().map(Token::label).toList();
    }

    private static OwnerTokens labelled(String... labels) {
        return new OwnerTokens(
                IntStream.range(0, labels.length)
                        .mapToObj(i -> token(i).label(labels[i]).build())
                        .toList(),
                null);
    }

    private static io.anchorify.auth.TokenBuilder token(int i) {
        return Token.builder("id-" + (100_000 + i), "ada", NOW.minusMillis(i));
    }
}
