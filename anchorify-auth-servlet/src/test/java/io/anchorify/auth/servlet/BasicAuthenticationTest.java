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
 * Basic authentication by the container beside the filter. Under {@code /both} either is good; {@code /console} is the
 * container's alone, although the filter is mapped there too; {@code /announced} has a filter in front that announces
 * Basic itself.
 */
class BasicAuthenticationTest {

    private static final String BASIC = "Basic realm=\"staff\"";
    private static final String BEARER = "Bearer realm=\"api\"";

    private static final TokenService TOKENS =
            TokenService.builder(TokenStore.inMemory()).build();
    private static final Server SERVER = new Server();
    private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);

    /** Behind the bearer filter: somebody has to have authenticated the request, or the container asks for it. */
    static final class Somebody extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.authenticate(response)) {
                chain.doFilter(request, response);
            }
        }
    }

    /** Announces another mechanism to who has no credentials, before the bearer filter has its say. */
    static final class Announcement extends HttpFilter {

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
        filter(context, "/announced/*", new Announcement());
        filter(
                context,
                "/*",
                BearerTokenFilter.builder(TOKENS).allowOtherSchemes().build());
        filter(context, "/both/*", new Somebody());
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
    void container_whatItRefuses_carriesItsOwnChallengeAlone() throws Exception {
        isRefused(get("/console/x"), BASIC);
        isRefused(get("/console/x", basic("grace", "wrong")), BASIC);
        isRefused(get("/console/x", bearer()), BASIC);
        isRefused(get("/both/x", basic("grace", "wrong")), BASIC);
    }

    @Test
    void filter_whatItRefuses_carriesTheBearerChallengeAlone() throws Exception {
        isRefused(get("/both/x"), BEARER);
        assertThat(get("/both/x", "Authorization: Bearer jf_wrong").header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith(BEARER + ", error=\"invalid_token\"");
    }

    @Test
    void filter_afterAnotherChallenge_addsItsOwn() throws Exception {
        isRefused(get("/announced/x"), BASIC, BEARER);
        isWelcome(get("/announced/x", bearer()), "ada by Bearer staff=false read=true");
    }

    @Test
    void basicCredentials_whereEitherIsGood_speakForTheContainersUser() throws Exception {
        isWelcome(get("/both/x", basic("grace", "hopper")), "grace by BASIC staff=true read=false");
        isWelcome(get("/console/x", basic("grace", "hopper")), "grace by BASIC staff=true read=false");
    }

    @Test
    void token_whereEitherIsGood_speaksForItsOwner() throws Exception {
        isWelcome(get("/both/x", bearer()), "ada by Bearer staff=false read=true");
    }

    @Test
    void badBasicCredentials_whereNothingAsksTheContainer_passWithoutAPrincipal() throws Exception {
        isWelcome(get("/open/x", basic("grace", "wrong")), "nobody by null staff=false read=false");
    }

    private static void isRefused(Answer answer, String... challenges) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(challenges);
    }

    private static void isWelcome(Answer answer, String body) {
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
