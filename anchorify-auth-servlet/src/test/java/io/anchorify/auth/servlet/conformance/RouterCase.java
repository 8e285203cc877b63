package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * A router at the root of the application, as lenient as it can be configured. It has handlers at {@code /api/{id}}, {@code
 * /api/{owner}/{repo}}, {@code /api/raw/**} and {@code /secret}, which are to be protected, and at {@code /{page}} and
 * {@code /open/**}, which are not.
 */
abstract class RouterCase extends ContainerCase {

    /** What the documentation tells the user to protect. */
    static final String[] PROTECTED = {"/api/*", "/secret"};

    /** Reaches protected handlers past a filter that is mapped to the protected paths. */
    static final List<String> WALKING_PAST =
            List.of("/api/..", "/api/../x", "/api/x/..", "/api/raw/../../x", "/api/raw/a/../../../x", "/secret/.");

    final ProtectedServlet handler = new ProtectedServlet();
    final ProtectedServlet openHandler = new ProtectedServlet();
    private TokenService tokens;
    /** Of ada, with the scope {@code read}. */
    String bearer;
    /** Of bob, without scopes. The handlers record a request as unauthenticated unless it is one of ada. */
    String bearerWithoutScope;

    /** Creates the router, whose handlers record their requests. */
    abstract HttpServlet router();

    abstract String routerMapping();

    /** Adds the filter. */
    abstract void protect(Application application, TokenService tokens);

    @Override
    final void describe(Application application) {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        bearer = bearer(tokens.issue(TokenRequest.of("ada").scopes("read")));
        bearerWithoutScope = bearer(tokens.issue("bob", null));
        protect(application, tokens);
        addRouter(application);
    }

    void addRouter(Application application) {
        application.servlet(router(), routerMapping());
    }

    private static String bearer(IssuedToken token) {
        return "Authorization: Bearer " + token.secret().reveal();
    }

    static void protect(
            Application application,
            TokenService tokens,
            String path,
            UnaryOperator<BearerTokenFilterBuilder> options,
            String... parameters) {
        application.protect(path, EnumSet.allOf(DispatcherType.class), tokens, options, parameters);
    }

    @AfterParameterizedClassInvocation
    final void closeService() {
        tokens.close();
    }

    @BeforeEach
    final void clear() {
        handler.clear();
        openHandler.clear();
    }
}
