package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenBuilder;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ForwardingTokenStore;
import io.anchorify.auth.spi.TokenStore;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPagesTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;{0}";

    private static final AtomicInteger HASHES = new AtomicInteger();
    private static UnreliableStore store;
    private static TestHost host;
    private static TestBrowser root;

    /** Fails the statements that can take long. */
    private static final class UnreliableStore extends ForwardingTokenStore {

        private volatile boolean counts = true;
        private volatile boolean lists = true;
        private volatile boolean finds = true;

        UnreliableStore() {
            super(TokenStore.inMemory());
        }

        @Override
        public long count(TokenQuery query, ActiveRule rule) {
            require(counts);
            return super.count(query, rule);
        }

        @Override
        public List<Token> list(TokenQuery query, ActiveRule rule) {
            require(lists);
            return super.list(query, rule);
        }

        @Override
        public Optional<StoredToken> findByHash(TokenHash hash) {
            require(finds);
            return super.findByHash(hash);
        }

        private static void require(boolean works) {
            if (!works) {
                throw new TokenStoreException("The store did not answer in time", null);
            }
        }
    }

    @BeforeAll
    static void start() {
        store = new UnreliableStore();
        host = TestHost.start(store, service -> service, web -> web);
        root = host.browser("root");
        importAll(List.of(
                token("filters", "fresh").expiresAt(NOW.plus(Duration.ofDays(10))),
                token("filters", "eternal").lastUsedAt(NOW.minusSeconds(60)).scopes(Set.of("read")),
                token("filters", "stale")
                        .lastUsedAt(NOW.minus(Duration.ofDays(91)))
                        .expiresAt(NOW.plus(Duration.ofDays(10))),
                token("filters", "soon").lastUsedAt(NOW).expiresAt(NOW.plus(Duration.ofDays(2))),
                token("filters", "revoked").lastUsedAt(NOW).revokedAt(NOW).expiresAt(NOW.plus(Duration.ofDays(10))),
                token("filters", "presented").revokedAt(NOW.minusSeconds(9)).lastRefusedAt(NOW),
                token("filters", "expired").expiresAt(NOW.minusSeconds(60)),
                token("filters", "rotated").expiresAt(NOW.minusSeconds(60)).successorId("another")));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static TokenBuilder token(String owner, String label) {
        return Token.builder("id" + HASHES.incrementAndGet(), owner, NOW.minus(Duration.ofDays(100)))
                .label(label);
    }

    private static void importAll(List<TokenBuilder> tokens) {
        host.tokens.importTokens(sink -> tokens.forEach(token -> {
            byte[] hash = new byte[32];
            hash[0] = (byte) HASHES.incrementAndGet();
            hash[1] = (byte) (HASHES.get() >> 8);
            sink.add(new StoredToken(token.build(), TokenHash.of(hash)));
        }));
    }

    private static Token find(String owner, String id) {
        return host.tokens.find(owner, id).orElseThrow();
    }

    /** The labels of the rows of a page. */
    private static List<String> labels(String html) {
        return Pattern.compile("<th scope=\"row\"[^>]*><bdi[^>]*>([^<]*)</bdi>")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Optional<String> link(String html, String rel) {
        return Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1).replace("&amp;", "&"))
                .findFirst();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void list_ofAllOwners_showsWhoseTokensTheyAre() {
        IssuedToken token = host.tokens.issue(TokenRequest.of("lovelace")
                .label("laptop")
                .scopes("documents:read")
                .attribute("project", "engine")
                .createdBy("enrolment job")
                .expiresIn(Duration.ofDays(20)));

        HttpResponse<String> answer = root.get("/tokens/admin");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .contains(">laptop</bdi>", "<bdi>lovelace</bdi>", "by <bdi>enrolment job</bdi>")
                .contains("Expires:", "<time datetime=\"" + token.token().expiresAt() + "\"")
                .contains("<code>documents:read</code>", "project: <bdi>engine</bdi>")
                .contains(">" + token.id().substring(0, 8) + "</code>");
    }

    @ParameterizedTest
    @CsvSource({
        "'', fresh eternal stale soon",
        "show=all, fresh eternal stale soon revoked presented expired rotated",
        "show=ended, revoked presented expired rotated",
        "show=revoked, revoked presented",
        "show=expired, expired",
        "show=superseded, rotated",
        "show=nonsense, fresh eternal stale soon",
        "q=es, fresh",
        "q=FRESH, ''",
        "scope=read, eternal",
        "filter=never-used, fresh",
        "filter=unused, fresh stale",
        "filter=expiring, soon",
        "filter=never-expiring, eternal",
        "show=all&filter=presented, presented",
        "filter=never-used&filter=unused&q=f, fresh",
        "scope=two+scopes, ''"
    })
    void filter_ofOneOwner_selectsTokens(String parameters, String labels) {
        String html = root.get("/tokens/admin?owner=filters&" + parameters).body();

        assertThat(labels(html)).containsExactlyInAnyOrder(labels.isEmpty() ? new String[0] : labels.split(" "));
        assertThat(html).contains("value=\"filters\"");
    }

    @Test
    void counts_ofAFilter_coverEachState() {
        String html = root.get("/tokens/admin?owner=filters&show=revoked").body();

        assertThat(html).contains("<dt>Match</dt><dd>2</dd>", "<dt>Active</dt><dd>4</dd>", "<dt>Ended</dt><dd>4</dd>");
    }

    @Test
    void list_ofManyTokens_canBeReadInBothDirections() {
        List<String> labels =
                IntStream.range(0, 120).mapToObj(number -> "many-" + number).toList();
        importAll(labels.stream()
                .map(label -> Token.builder(
                                label, "many", NOW.minusSeconds(Integer.parseInt(label.substring(5)) / 7 * 7))
                        .label(label))
                .toList());
        List<List<String>> forwards = new ArrayList<>();
        String html = root.get("/tokens/admin?owner=many&q=many-").body();
        forwards.add(labels(html));
        for (Optional<String> next = link(html, "next"); next.isPresent(); next = link(html, "next")) {
            assertThat(next.get()).contains("q=many-");
            html = root.get(next.get()).body();
            forwards.add(labels(html));
        }
        List<List<String>> backwards = new ArrayList<>(List.of(labels(html)));
        for (Optional<String> newer = link(html, "prev"); newer.isPresent(); newer = link(html, "prev")) {
            html = root.get(newer.get()).body();
            backwards.add(labels(html));
        }

        assertThat(forwards).extracting(List::size).containsExactly(50, 50, 20);
        assertThat(forwards.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(labels);
        Collections.reverse(backwards);
        assertThat(backwards).isEqualTo(forwards);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=x",
                "after=2026-01-01T00:00:00Z_",
                "before=%2B999999999-01-01T00:00:00Z_a",
                "after=2026-99-01T00:00:00Z_a"
            })
    void position_thatIsNone_isIgnored(String parameter) {
        assertThat(labels(root.get("/tokens/admin?owner=filters&" + parameter).body()))
                .hasSize(4);
    }

    @Test
    void texts_ofUsers_areEscapedAndIsolated() {
        IssuedToken token =
                host.tokens.issue(TokenRequest.of(HOSTILE).label(HOSTILE).createdBy(HOSTILE));
        host.tokens.revoke(HOSTILE, token.id(), HOSTILE, HOSTILE);

        String list = root.get("/tokens/admin?show=all&" + TestBrowser.encode(Map.of("owner", HOSTILE, "q", HOSTILE)))
                .body();
        String confirmation = root.get(
                        "/tokens/admin/revoke?" + TestBrowser.encode(Map.of("owner", HOSTILE, "reason", HOSTILE)))
                .body();

        assertThat(list)
                .contains("<bdi>&lt;img", "anchorify-name\">&lt;img")
                .doesNotContain("<img", "onerror=alert(1)>\"'");
        assertThat(labels(list)).hasSize(1);
        assertThat(confirmation).contains("Owner: <bdi>&lt;img").doesNotContain("<img");
    }

    @Test
    void counts_whenTheStoreIsTooSlow_areNotAvailable() {
        store.counts = false;
        try {
            HttpResponse<String> answer = root.get("/tokens/admin?owner=filters");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(labels(answer.body())).hasSize(4);
            assertThat(answer.body()).contains("<dt>Match</dt><dd>not available</dd>");
            assertThat(root.get("/tokens/admin/revoke?owner=filters").body())
                    .contains("The number of matching tokens is not available", "Revoke these tokens");
            assertThat(root.get("/tokens/admin/revoke").body())
                    .contains("only after they were counted")
                    .doesNotContain("name=\"confirmed\"");
        } finally {
            store.counts = true;
        }
    }

    @Test
    void list_whenTheStoreIsTooSlow_keepsTheFilter() {
        store.lists = false;
        try {
            HttpResponse<String> answer = root.get("/tokens/admin?owner=filters&q=lap");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("did not answer in time", "value=\"filters\"", "value=\"lap\"");
        } finally {
            store.lists = true;
        }
    }

    @Test
    void revoke_ofOneToken_recordsWhoAndWhy() {
        IssuedToken token = host.tokens.issue("hopper", "nightly build");
        String list = root.get("/tokens/admin?owner=hopper").body();
        assertThat(list)
                .contains(">nightly build</bdi> <code class=\"anchorify-id\">"
                        + token.id().substring(0, 8) + "<");

        HttpResponse<String> answer = root.post(
                "/tokens/admin",
                "/tokens/admin/tokens/" + token.id() + "/revoke?owner=hopper",
                Map.of("of", "hopper", "reason", " found in a log "));

        Token revoked = find("hopper", token.id());
        assertThat(revoked.revokedBy()).isEqualTo("root");
        assertThat(revoked.revokeReason()).isEqualTo("found in a log");
        String back = location(answer);
        assertThat(back).startsWith("/tokens/admin?owner=hopper&");
        assertThat(root.get(back).body())
                .contains("Revoked: <bdi class=\"anchorify-name\">nightly build</bdi>", "Owner: <bdi>hopper</bdi>")
                .contains(token.id().substring(0, 8));
        assertThat(labels(root.get(back).body())).isEmpty();
    }

    @Test
    void revoke_withALongReason_changesNothingAndKeepsIt() {
        IssuedToken token = host.tokens.issue("hopper", "kept");
        String reason = "x".repeat(256);

        HttpResponse<String> answer = root.post(
                "/tokens/admin",
                "/tokens/admin/tokens/" + token.id() + "/revoke",
                Map.of("of", "hopper", "reason", reason));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("1 to 255 characters", "value=\"" + reason + "\"");
        assertThat(find("hopper", token.id()).revokedAt()).isNull();
    }

    @Test
    void revoke_ofATokenOfAnotherOwner_finds404() {
        IssuedToken token = host.tokens.issue("hopper", "not ada's");

        assertThat(root.post("/tokens/admin", "/tokens/admin/tokens/" + token.id() + "/revoke", Map.of("of", "ada"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(root.get("/tokens/admin/tokens/" + token.id() + "?of=ada").statusCode())
                .isEqualTo(404);
        assertThat(find("hopper", token.id()).revokedAt()).isNull();
    }

    @Test
    void revoke_ofAFilter_asksFirst() {
        List<IssuedToken> tokens = issueThree("ci");

        HttpResponse<String> answer = root.post(
                "/tokens/admin", "/tokens/admin/revoke", Map.of("owner", "ci", "q", "job", "filter", "never-used"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("2 active tokens match")
                .contains("Owner: <bdi>ci</bdi>", "Label contains: <bdi>job</bdi>", "Only: <bdi>never used</bdi>")
                .contains("The tokens that match when you confirm");
        assertThat(tokens)
                .allSatisfy(
                        token -> assertThat(find("ci", token.id()).revokedAt()).isNull());
    }

    private static List<IssuedToken> issueThree(String owner) {
        return List.of(
                host.tokens.issue(owner, "job 1"), host.tokens.issue(owner, "job 2"), host.tokens.issue(owner, "mine"));
    }

    @Test
    void revoke_ofAFilterThatWasConfirmed_revokesOnlyThose() {
        List<IssuedToken> tokens = issueThree("cd");
        Map<String, String> fields = confirmed(Map.of("owner", "cd", "q", "job", "reason", "leaked"));

        String back = location(root.postExactly("/tokens/admin/revoke", fields));

        assertThat(root.get(back).body()).contains("2 tokens were revoked.");
        assertThat(find("cd", tokens.get(0).id()).revokeReason()).isEqualTo("leaked");
        assertThat(find("cd", tokens.get(1).id()).revokedBy()).isEqualTo("root");
        assertThat(find("cd", tokens.get(2).id()).revokedAt()).isNull();
        IssuedToken later = host.tokens.issue("cd", "job 3");
        assertThat(location(root.postExactly("/tokens/admin/revoke", fields))).isEqualTo(back);
        assertThat(find("cd", later.id()).revokedAt()).isNull();
    }

    /** The fields of the confirmation page with its hidden ones. */
    private static Map<String, String> confirmed(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        String html =
                root.get("/tokens/admin/revoke?" + TestBrowser.encode(fields)).body();
        for (String name : List.of("_csrf", "_once", "confirmed", "count")) {
            TestBrowser.hidden(html, name).ifPresent(value -> all.put(name, value));
        }
        return all;
    }

    @Test
    void revoke_ofAFilterWithoutAReason_changesNothing() {
        List<IssuedToken> tokens = issueThree("reasonless");

        HttpResponse<String> answer =
                root.postExactly("/tokens/admin/revoke", confirmed(Map.of("owner", "reasonless", "reason", " ")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Give a reason");
        assertThat(find("reasonless", tokens.get(0).id()).revokedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"owner, '\0'", "show, everything", "filter, everything", "scope, a b"})
    void revoke_ofAFilterWithAnUnknownValue_isRejected(String name, String value) {
        IssuedToken token = host.tokens.issue("strict", "kept");
        Map<String, String> fields = confirmed(Map.of("owner", "strict", "reason", "test"));
        fields.put(name, value);

        assertThat(root.postExactly("/tokens/admin/revoke", fields).statusCode())
                .isEqualTo(400);
        assertThat(find("strict", token.id()).revokedAt()).isNull();
    }

    @Test
    void revoke_ofTokensInAllStates_revokesTheActiveOnes() {
        Token expired = token("mixed", "over").expiresAt(NOW.minusSeconds(60)).build();
        importAll(List.of(expired.toBuilder()));
        IssuedToken active = host.tokens.issue("mixed", "running");

        String back = location(root.postExactly(
                "/tokens/admin/revoke", confirmed(Map.of("owner", "mixed", "show", "all", "reason", "test"))));

        assertThat(back).contains("show=all");
        assertThat(root.get(back).body()).contains("1 token was revoked.");
        assertThat(find("mixed", active.id()).revokedAt()).isNotNull();
        assertThat(find("mixed", expired.id()).revokedAt()).isNull();
    }

    @Test
    void revoke_ofEndedTokens_hasNothingToDo() {
        assertThat(root.get("/tokens/admin/revoke?owner=filters&show=ended").body())
                .contains("There is nothing to revoke")
                .doesNotContain("name=\"confirmed\"");
    }

    @Test
    void revoke_ofAllTokens_needsTheirNumber() {
        try (TestHost all = TestHost.start()) {
            all.tokens.issue("ada", "one");
            all.tokens.issue("grace", "two");
            TestBrowser browser = all.browser("root");
            Map<String, String> fields = Map.of("confirmed", "true", "reason", "breach", "count", "2");
            Map<String, String> wrong = new HashMap<>(fields);
            wrong.put("number", "3");

            assertThat(browser.post("/tokens/admin/revoke", "/tokens/admin/revoke", fields)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(browser.post("/tokens/admin/revoke", "/tokens/admin/revoke", wrong)
                            .body())
                    .contains("The number of tokens was wrong", "value=\"breach\"");
            assertThat(all.tokens.count(TokenQuery.all())).isEqualTo(2);
            wrong.put("number", " 2");
            assertThat(browser.post("/tokens/admin/revoke", "/tokens/admin/revoke", wrong)
                            .statusCode())
                    .isEqualTo(303);
            assertThat(all.tokens.count(TokenQuery.all())).isZero();
        }
    }

    @Test
    void notice_thatNoRevocationLeft_isNotShown() {
        IssuedToken active = host.tokens.issue("hopper", "active");

        assertThat(root.get("/tokens/admin?done=999").body()).doesNotContain("role=\"status\"");
        assertThat(root.get("/tokens/admin?done=revoked&of=hopper&token=" + active.id())
                        .body())
                .doesNotContain("role=\"status\"");
    }

    @Test
    void identify_inWhateverState_findsTheToken() {
        IssuedToken token = host.tokens.issue("curie", "lab");
        String secret = token.secret().reveal();

        HttpResponse<String> active = identify(secret);
        host.tokens.revoke("curie", token.id(), "curie", "spilled");
        HttpResponse<String> revoked = identify("  " + secret + "\n");

        assertThat(active.body()).contains(">lab</bdi>", "<bdi>curie</bdi>", ">Active<");
        assertThat(revoked.body()).contains(">lab</bdi>", "<bdi>spilled</bdi>", ">Revoked<");
        assertThat(List.of(active, revoked)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(secret);
            assertThat(answer.headers().toString()).doesNotContain(secret);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        });
        assertThat(find("curie", token.id()).lastUsedAt()).isNull();
    }

    private static HttpResponse<String> identify(String secret) {
        return root.post("/tokens/admin", "/tokens/admin/identify", Map.of("secret", secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "<script>alert(1)</script>", "jf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void identify_ofATextThatIsNoToken_saysSo(String text) {
        HttpResponse<String> answer = identify(text);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("No such token.").doesNotContain("<script>alert");
        assertThat(text.isEmpty() || !answer.body().contains(text)).isTrue();
    }

    @Test
    void identify_whenTheStoreDoesNotAnswer_logsNoSecret() {
        String secret = host.tokens.issue("curie", "logged").secret().reveal();
        store.finds = false;
        try (LogOfEverything log = new LogOfEverything()) {
            HttpResponse<String> answer = identify(secret);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain(secret);
            assertThat(log.text()).contains("Page failed").doesNotContain(secret);
        } finally {
            store.finds = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tokens/admin", "/tokens/admin/revoke", "/tokens/admin/tokens/x?of=ada"})
    void page_forOtherUsers_doesNotExist(String path) {
        HttpResponse<String> answer = host.browser("ada").get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Page not found");
        assertThat(host.browser().get(path).statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/revoke", "/admin/identify", "/admin/tokens/{id}/revoke"})
    void form_thatIsNotTrusted_changesNothing(String path) {
        IssuedToken token = host.tokens.issue("turing", "safe");
        String form = "/tokens" + path.replace("{id}", token.id());
        Map<String, String> fields = new HashMap<>(confirmed(Map.of("owner", "turing", "reason", "test")));
        fields.put("of", "turing");
        fields.put("secret", token.secret().reveal());
        TestBrowser ada = host.browser("ada");
        Map<String, String> ofAda = new HashMap<>(fields);
        ofAda.put(
                "_csrf", TestBrowser.hidden(ada.get("/tokens").body(), "_csrf").orElseThrow());
        Map<String, String> stale = new HashMap<>(fields);
        stale.put("_csrf", "stale");

        assertThat(root.postExactly(form, fields, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.browserAfterItsSession().postExactly(form, fields).statusCode())
                .isEqualTo(303);
        assertThat(ada.postExactly(form, ofAda).statusCode()).isEqualTo(404);
        assertThat(ada.postExactly(form, stale).statusCode()).isEqualTo(404);
        HttpResponse<String> repeated = root.postExactly(form, stale);
        assertThat(repeated.statusCode()).isEqualTo(403);
        assertThat(repeated.body())
                .contains("Your session has changed")
                .doesNotContain(token.secret().reveal());
        assertThat(find("turing", token.id()).revokedAt()).isNull();
    }

    @Test
    void form_afterTheSessionEnded_leadsBackWithTheReason() {
        IssuedToken token = host.tokens.issue("turing", "resumed");
        Map<String, String> fields = Map.of("of", "turing", "owner", "turing", "reason", "typed before");

        String one = location(
                host.browserAfterItsSession().postExactly("/tokens/admin/tokens/" + token.id() + "/revoke", fields));
        String several = location(host.browserAfterItsSession().postExactly("/tokens/admin/revoke", fields));

        assertThat(root.get(next(one)).body()).contains(">resumed</bdi>", "value=\"typed before\"");
        assertThat(root.get(next(several)).body()).contains("Owner: <bdi>turing</bdi>", "value=\"typed before\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/revoke", "/admin/tokens/x/revoke", "/device/approve"})
    void form_afterTheSessionEndedWithALongText_leadsBackWithoutIt(String path) {
        String text = "x".repeat(20_000);

        String location = location(host.browserAfterItsSession()
                .postExactly("/tokens" + path, Map.of("reason", text, "label", text, "of", "ada")));

        assertThat(next(location)).isEqualTo(path.startsWith("/admin") ? "/tokens/admin" : "/tokens/device");
    }

    @Test
    void revoke_withALongFilter_leadsToTheWholeList() {
        IssuedToken token = host.tokens.issue("hopper", "long");
        Map<String, String> fields = Map.of("of", "hopper", "q", "x".repeat(20_000));

        assertThat(location(root.post("/tokens/admin", "/tokens/admin/tokens/" + token.id() + "/revoke", fields)))
                .isEqualTo("/tokens/admin");
    }

    private static String next(String location) {
        return URLDecoder.decode(location.substring(location.indexOf("next=") + 5), StandardCharsets.UTF_8);
    }

    @Test
    void pages_inGerman_areTranslated() {
        String list = inGerman("/tokens/admin");
        String confirmation = inGerman("/tokens/admin/revoke?owner=filters");

        assertThat(list).contains("Tokens aller Benutzer", "Alle Treffer widerrufen", "lang=\"de\"");
        assertThat(confirmation).contains("4 aktive Tokens entsprechen der Auswahl:", "Besitzer: <bdi>filters</bdi>");
    }

    private static String inGerman(String path) {
        return root.send(root.request(path).header("Accept-Language", "de-DE,de;q=0.9"))
                .body();
    }
}
