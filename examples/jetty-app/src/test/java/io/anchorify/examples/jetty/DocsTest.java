package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation that the application serves. */
class DocsTest extends WebTest {

    private static final Path PROJECT = Path.of("../..");
    private static final String REPOSITORY = "https://github.com/anchorify/anchorify-auth/blob/HEAD/";
    private static final List<String> PAGES = List.of("/docs/tokens", "/docs/cli", "/docs/web", "/docs/api");

    @Override
    Map<String, String> settings() {
        return Map.of("ANCHORIFY_CONTACT", "privacy@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/tokens,using-tokens.md",
        "/docs/cli,command.md",
        "/docs/web,dashboard.md",
        "/docs/api,rest-api.md"
    })
    void page_withoutSignIn_isTheProjectsMarkdown(String path, String file) throws Exception {
        HttpResponse<String> answer = get(path);

        String title = Files.readAllLines(Path.of("../../docs", file)).get(0).substring(2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "style-src 'self'");
        assertThat(answer.body())
                .contains("<title>" + title + " – Anchorify</title>")
                .containsOnlyOnce("<h1>" + title + "</h1>")
                .contains("href=\"" + path + "\" aria-current=\"page\"")
                .contains("<h2 id=")
                .doesNotContain("style=")
                .doesNotContain("Sign out");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void docs_withoutAName_redirectToTheFirstPage(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/docs/tokens");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing",
                "/docs/cli/",
                "/docs/cli/download/",
                "/docs/cli/download/nothing",
                "/docs/cli/download/ANCHORIFY",
                "/docs/images/nothing.png",
                "/docs/command.md",
                "/docs/..%2fproject.properties",
                "/docs/%2e%2e/demo-users.properties"
            })
    void path_withoutAPage_isRejected(String path) throws Exception {
        assertThat(RawHttp.get(app.port(), path).status()).isIn(400, 404);
    }

    @Test
    void page_forASignedInUser_hasTheSignOutForm() throws Exception {
        signIn(user);

        assertThat(get("/docs/tokens").body()).contains("Signed in as <strong>" + user);
        String csrf = csrf("/docs/tokens");
        assertThat(post("/logout", Map.of("_csrf", csrf)).statusCode()).isEqualTo(303);
        assertThat(get("/docs/tokens").body()).doesNotContain("Signed in as");
    }

    @Test
    void page_forABrowserWithAnExpiredSession_getsNoCookie() throws Exception {
        RawHttp.Answer answer = RawHttp.get(app.port(), "/docs/cli", "Cookie: anchorify=ended-long-ago");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
    void method_thatChanges_isRejected(String method) throws Exception {
        assertThat(RawHttp.send(app.port(), method + " /docs/cli HTTP/1.1").status())
                .isIn(403, 405);
    }

    @Test
    void head_ofAPage_hasNoBody() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(app.url("/docs/cli")))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void links_ofEveryPage_leadToWhatIsServedOrToTheRepository() throws Exception {
        TreeSet<String> own = new TreeSet<>();
        TreeSet<String> others = new TreeSet<>();
        for (String page : PAGES) {
            for (String link : all(" (?:href|src)=\"([^\"]+)\"", get(page).body())) {
                String absolute = link.startsWith("#") ? page + link : link;
                (absolute.startsWith("/") ? own : others).add(absolute);
            }
        }

        for (String link : own) {
            String[] parts = link.split("#", 2);
            HttpResponse<String> answer = get(parts[0]);
            assertThat(answer.statusCode()).as(link).isIn(200, 302);
            if (parts.length == 2) {
                assertThat(answer.body()).as(link).contains("id=\"" + parts[1] + "\"");
            }
        }
        assertThat(own).contains("/docs/api#tokens", "/docs/images/dashboard.png");
        assertThat(others)
                .contains(REPOSITORY + "docs/export-format.md")
                .allMatch(link -> link.matches("(https://|mailto:).*"))
                .filteredOn(link -> link.startsWith(REPOSITORY))
                .allSatisfy(link -> assertThat(PROJECT.resolve(
                                link.substring(REPOSITORY.length()).replaceFirst("#.*", "")))
                        .exists());
    }

    @Test
    void image_ofAPage_isServed() throws Exception {
        HttpResponse<byte[]> answer = download("/docs/images/dashboard.png");

        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(Path.of("../../docs/images/dashboard.png")));
    }

    @Test
    void launchers_inTheRepository_areOffered() throws Exception {
        List<Path> launchers;
        try (Stream<Path> files = Files.list(Path.of("../cli/bin"))) {
            launchers = files.toList();
        }
        assertThat(launchers).isNotEmpty();
        for (Path launcher : launchers) {
            HttpResponse<byte[]> answer = download("/docs/cli/download/" + launcher.getFileName());

            assertThat(answer.statusCode()).as("%s", launcher).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"" + launcher.getFileName() + "\"");
            assertThat(answer.body()).isEqualTo(Files.readAllBytes(launcher));
        }
    }

    @Test
    void contact_ofTheOperator_isShownOnThePages() throws Exception {
        String line = "To have your tokens and their history erased, contact"
                + " <a href=\"mailto:privacy@example.org\">privacy@example.org</a>.";
        assertThat(get("/docs/tokens").body()).contains(line);
        assertThat(get("/login").body()).contains(line);
        signIn(user);
        assertThat(get("/dashboard").body()).contains(line);
    }

    @Test
    void dashboardAndLogin_linkToTheDocumentation() throws Exception {
        String login = get("/login").body();
        signIn(user);
        String dashboard = get("/dashboard").body();

        for (String page : PAGES) {
            assertThat(login).contains("href=\"" + page + "\"");
            assertThat(dashboard).contains("href=\"" + page + "\"");
        }
    }

    private HttpResponse<byte[]> download(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(app.url(path))).build(), BodyHandlers.ofByteArray());
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
