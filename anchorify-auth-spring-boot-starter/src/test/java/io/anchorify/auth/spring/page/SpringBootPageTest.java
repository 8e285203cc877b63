package io.anchorify.auth.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.PageSnippets;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthAutoConfiguration;
import io.anchorify.auth.spring.AnchorifyFilterAutoConfiguration;
import io.anchorify.auth.spring.Metadata;
import jakarta.servlet.Filter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Compares {@code docs/spring-boot.md} with the classes of this package, and runs them. */
class SpringBootPageTest {

    private static final String PAGE = "../docs/spring-boot.md";
    private static final String SOURCES = "src/test/java/io/anchorify/auth/spring/page/";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| (?:`([^`]*)`)? ?\\|");
    private static final Pattern NAME = Pattern.compile("anchorify\\.auth(?:\\.[a-z][a-z-]*)+");

    @Test
    void snippets_areInTheSources() throws Exception {
        PageSnippets page = PageSnippets.of(PAGE);

        assertThat(page.count()).isGreaterThanOrEqualTo(5);
        try (var files = Files.list(Path.of(SOURCES))) {
            assertThat(page.missingIn(files.map(Path::toString).toArray(String[]::new)))
                    .isEmpty();
        }
    }

    @Test
    void tableOfProperties_hasTheNamesAndDefaultsOfTheMetadata() throws Exception {
        String page = Files.readString(Path.of(PAGE));
        List<String> rows = ROW.matcher(page)
                .results()
                .map(row -> "anchorify.auth." + row.group(1) + "=" + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Metadata.read().stream()
                        .map(property -> property.name() + "=" + property.defaultValue())
                        .toList());
    }

    @Test
    void properties_namedInTheText_exist() throws Exception {
        List<String> names =
                Metadata.read().stream().map(Metadata.Property::name).toList();

        assertThat(NAME.matcher(Files.readString(Path.of(PAGE))).results())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names).contains(name.group()));
    }

    @Test
    void controller_ofThePage_receivesThePrincipal() {
        starter().withBean(TokenController.class).run(context -> {
            MockMvc mvc = MockMvcBuilders.standaloneSetup(context.getBean(TokenController.class))
                    .addFilters(filter(context))
                    .build();
            MockHttpServletResponse answer = mvc.perform(
                            servlet -> request("GET", "/api/me", secret(context, "ada", "a")))
                    .andReturn()
                    .getResponse();

            assertThat(answer.getContentAsString())
                    .contains("\"owner\":\"ada\"")
                    .contains("\"scopes\":[\"a\"]");
        });
    }

    @Test
    void customizers_ofThePage_areApplied() {
        starter().withUserConfiguration(CustomizedConfiguration.class).run(context -> {
            assertThat(status(context, "GET", secret(context, "ada", "documents:read")))
                    .isEqualTo(200);
            assertThat(status(context, "POST", secret(context, "ada", "documents:read")))
                    .isEqualTo(403);
            assertThat(status(context, "GET", secret(context, "mallory", "documents:read")))
                    .isEqualTo(401);
        });
    }

    @Test
    void dataSources_ofThePage_areTwo() {
        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, AnchorifyAuthAutoConfiguration.class))
                .withUserConfiguration(TwoDataSourcesConfiguration.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "tokens.datasource.jdbc-url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> assertThat(context.getBean(JdbcTokenStore.class).dataSource())
                        .isSameAs(context.getBean("tokenDataSource")));
    }

    @Test
    void manualConfiguration_ofThePage_protectsTheApi() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withUserConfiguration(ManualConfiguration.class)
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    assertThat(status(context, "GET", secret(context, "ada", "a")))
                            .isEqualTo(200);
                    assertThat(status(context, "GET", "jf_wrong")).isEqualTo(401);
                });
    }

    private static WebApplicationContextRunner starter() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AnchorifyAuthAutoConfiguration.class, AnchorifyFilterAutoConfiguration.class))
                .withBean(TokenStore.class, TokenStore::inMemory)
                .withPropertyValues("anchorify.auth.protected-paths=/api/*");
    }

    private static String secret(ApplicationContext context, String owner, String scope) {
        return context.getBean(TokenService.class)
                .issue(TokenRequest.of(owner).scopes(scope))
                .secret()
                .reveal();
    }

    private static int status(ApplicationContext context, String method, String secret) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter(context).doFilter(request(method, "/api/documents/1", secret), response, (request, answer) -> {});
        return response.getStatus();
    }

    private static Filter filter(ApplicationContext context) {
        return context.getBean(FilterRegistrationBean.class).getFilter();
    }

    private static MockHttpServletRequest request(String method, String path, String secret) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.addHeader("Authorization", "Bearer " + secret);
        return request;
    }
}
