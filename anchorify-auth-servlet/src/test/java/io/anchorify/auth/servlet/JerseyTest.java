package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The {@link SecurityContext} of Jersey resources behind the filter. */
class JerseyTest {

    private static final TokenService TOKENS =
            TokenService.builder(TokenStore.inMemory()).build();
    private static final ExecutorService WORKERS = Executors.newSingleThreadExecutor();
    private static final Server SERVER = new Server();
    private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);

    /** A resource that uses the principal. */
    @Path("documents")
    public static class Documents {

        @GET
        public String list(@Context SecurityContext security) {
            TokenPrincipal principal = (TokenPrincipal) security.getUserPrincipal();
            return "documents of " + principal.owner() + ", asked for by " + principal.label();
        }

        @POST
        @RolesAllowed("documents:write")
        public String add(@Context SecurityContext security) {
            return "added for " + security.getUserPrincipal().getName();
        }
    }

    /** A resource that responds from another thread or delegates to a sub-resource. */
    @Path("elsewhere")
    public static class Elsewhere {

        @GET
        @Path("later")
        public void later(@Context SecurityContext security, @Suspended AsyncResponse answer) {
            CompletableFuture.supplyAsync(() -> describe(security), WORKERS).thenAccept(answer::resume);
        }

        @Path("versions")
        public Versions versions() {
            return new Versions();
        }
    }

    /** A sub-resource. */
    public static class Versions {

        @GET
        public String list(@Context SecurityContext security) {
            return describe(security);
        }

        @POST
        @RolesAllowed("documents:write")
        public String add(@Context SecurityContext security) {
            return describe(security);
        }
    }

    private static String describe(SecurityContext security) {
        return "%s %s %s read=%s write=%s"
                .formatted(
                        security.getUserPrincipal().getClass().getSimpleName(),
                        security.getUserPrincipal().getName(),
                        security.getAuthenticationScheme(),
                        security.isUserInRole("documents:read"),
                        security.isUserInRole("documents:write"));
    }

    @BeforeAll
    static void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        installIn(
                context,
                TOKENS,
                new ResourceConfig(Documents.class, Elsewhere.class, RolesAllowedDynamicFeature.class)
                        .property(ServerProperties.WADL_FEATURE_DISABLE, true));
        CONNECTOR.setHost("127.0.0.1");
        SERVER.addConnector(CONNECTOR);
        SERVER.setHandler(context);
        SERVER.start();
    }

    private static void installIn(ServletContextHandler context, TokenService tokens, ResourceConfig resources) {
        FilterHolder filter = new FilterHolder(BearerTokenFilter.builder(tokens).build());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/api/*", EnumSet.allOf(DispatcherType.class));

        ServletHolder jersey = new ServletHolder(new ServletContainer(resources));
        jersey.setAsyncSupported(true);
        context.addServlet(jersey, "/api/*");
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
        WORKERS.shutdownNow();
        TOKENS.close();
    }

    @Test
    void resource_withAToken_seesThePrincipal() throws Exception {
        Answer answer = send("GET /api/documents", "documents:read");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("documents of ada, asked for by laptop");
    }

    @Test
    void resource_withoutAToken_isNotReached() throws Exception {
        Answer answer = RawHttp.get(CONNECTOR.getLocalPort(), "/api/documents");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
    }

    @Test
    void rolesAllowed_withTheScope_permits() throws Exception {
        Answer answer = send("POST /api/documents", "documents:write");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("added for ada");
    }

    @Test
    void rolesAllowed_withoutTheScope_forbids() throws Exception {
        Answer answer = send("POST /api/documents", "documents:read");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(send("POST /api/elsewhere/versions", "documents:read").status())
                .isEqualTo(403);
    }

    @Test
    void subResource_withAToken_seesPrincipalSchemeAndRoles() throws Exception {
        assertThat(send("GET /api/elsewhere/versions", "documents:read").body())
                .isEqualTo("TokenPrincipal ada Bearer read=true write=false");
        assertThat(send("POST /api/elsewhere/versions", "documents:write").body())
                .isEqualTo("TokenPrincipal ada Bearer read=false write=true");
    }

    @Test
    void suspendedResource_onAnotherThread_keepsThePrincipal() throws Exception {
        Answer answer = send("GET /api/elsewhere/later", "documents:read");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("TokenPrincipal ada Bearer read=true write=false");
    }

    @Test
    void documentation_showsTheCodeOfThisTest() throws Exception {
        PageSnippets page = PageSnippets.of("../docs/jersey.md");

        assertThat(page.count()).isEqualTo(2);
        assertThat(page.missingIn("src/test/java/io/anchorify/auth/servlet/JerseyTest.java"))
                .isEmpty();
    }

    private static Answer send(String methodAndPath, String scope) throws Exception {
        String token = TOKENS.issue(TokenRequest.of("ada").label("laptop").scopes(scope))
                .secret()
                .reveal();
        return RawHttp.send(
                CONNECTOR.getLocalPort(),
                methodAndPath + " HTTP/1.1",
                "Authorization: Bearer " + token,
                "Content-Length: 0");
    }
}
