package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The filter together with Basic authentication by the container. {@code /both} accepts either, {@code /console} only Basic,
 * although the filter is mapped there too, and {@code /announced} has another filter in front that adds a Basic challenge.
 */
class BasicAuthenticationTest {

    private static final String BASIC = "Basic realm=\"staff\"";
    private static final String BEARER = "Bearer realm=\"api\"";

    private static final TokenService TOKENS =
            TokenService.builder(TokenStore.inMemory()).build();
    private static final Server SERVER = new Server();
    private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);

    /** Behind the bearer filter: lets the container authenticate requests that have no principal. */
    static final class RequireAuthentication extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.authenticate(response)) {
                chain.doFilter(request, response);
            }
        }
    }

    /** In front of the bearer filter: adds the challenge of another mechanism. */
    static final class AddBasicChallenge extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getHeader("Authorization") == null) {
                response.addHeader("WWW-Authenticate", BASIC);
            }
            chain.doFilter(request, response);
        }
    }

    private static final class Whoami extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getUserPrincipal() == null
                    ? "nobody"
                    : request.getUserPrincipal().getName();
            response.getWriter()
                    .print(name + " by " + request.getAuthType() + " staff=" + request.isUserInRole("staff") + " read="
                            + request.isUserInRole("documents:read"));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SECURITY);
        context.setSecurityHandler(basic());
        filter(context, "/announced/*", new AddBasicChallenge());
        filter(
                context,
                "/*",
                BearerTokenFilter.builder(TOKENS).allowOtherSchemes().build());
        filter(context, "/both/*", new RequireAuthentication());
        context.addServlet(new Whoami(), "/*");
        CONNECTOR.setHost("127.0.0.1");
        SERVER.addConnector(CONNECTOR);
        SERVER.setHandler(context);
        SERVER.start();
    }

    private static ConstraintSecurityHandler basic() {
        UserStore users = new UserStore();
        users.addUser("grace", Credential.getCredential("hopper"), new String[] {"staff"});
        HashLoginService login = new HashLoginService("staff");
        login.setUserStore(users);
        ConstraintMapping console = new ConstraintMapping();
        console.setPathSpec("/console/*");
        console.setConstraint(Constraint.from("staff"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(login);
        security.setAuthenticator(new BasicAuthenticator());
        security.setRealmName("staff");
        security.addConstraintMapping(console);
        return security;
    }

    private static void filter(ServletContextHandler context, String path, Filter filter) {
        context.addFilter(filter, path, EnumSet.allOf(DispatcherType.class));
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
        TOKENS.close();
    }

    @Test
    void container_rejecting_sendsOnlyItsOwnChallenge() throws Exception {
        assertRejected(get("/console/x"), BASIC);
        assertRejected(get("/console/x", basic("grace", "wrong")), BASIC);
        assertRejected(get("/console/x", bearer()), BASIC);
        assertRejected(get("/both/x", basic("grace", "wrong")), BASIC);
    }

    @Test
    void filter_rejecting_sendsOnlyTheBearerChallenge() throws Exception {
        assertRejected(get("/both/x"), BEARER);
        assertThat(get("/both/x", "Authorization: Bearer jf_wrong").header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith(BEARER + ", error=\"invalid_token\"");
    }

    @Test
    void filter_afterAnotherChallenge_addsItsOwn() throws Exception {
        assertRejected(get("/announced/x"), BASIC, BEARER);
        assertAccepted(get("/announced/x", bearer()), "ada by Bearer staff=false read=true");
    }

    @Test
    void basicCredentials_whereEitherIsAccepted_authenticateTheUserOfTheContainer() throws Exception {
        assertAccepted(get("/both/x", basic("grace", "hopper")), "grace by BASIC staff=true read=false");
        assertAccepted(get("/console/x", basic("grace", "hopper")), "grace by BASIC staff=true read=false");
    }

    @Test
    void token_whereEitherIsAccepted_authenticatesItsOwner() throws Exception {
        assertAccepted(get("/both/x", bearer()), "ada by Bearer staff=false read=true");
    }

    @Test
    void invalidBasicCredentials_whereTheContainerIsNotAsked_passWithoutAPrincipal() throws Exception {
        assertAccepted(get("/open/x", basic("grace", "wrong")), "nobody by null staff=false read=false");
    }

    private static void assertRejected(Answer answer, String... challenges) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(challenges);
    }

    private static void assertAccepted(Answer answer, String body) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    private static Answer get(String path, String... headers) throws IOException {
        return RawHttp.get(CONNECTOR.getLocalPort(), path, headers);
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String bearer() {
        TokenRequest request = TokenRequest.of("ada").scopes("documents:read");
        return "Authorization: Bearer " + TOKENS.issue(request).secret().reveal();
    }
}
