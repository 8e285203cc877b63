package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.servlet.ProtectedPaths.Area;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitParametersTest {

    private final ServletContext context = mock(ServletContext.class);
    private final FilterConfig config = mock(FilterConfig.class);
    private final Map<String, String> parameters = new LinkedHashMap<>();

    @BeforeEach
    void configure() {
        TokenAuthenticator tokens = presented -> new Rejected(RejectionReason.UNKNOWN);
        when(context.getAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE)).thenReturn(tokens);
        when(config.getServletContext()).thenReturn(context);
        when(config.getFilterName()).thenReturn("tokens");
        when(config.getInitParameterNames()).thenAnswer(call -> Collections.enumeration(parameters.keySet()));
        when(config.getInitParameter(any())).thenAnswer(call -> parameters.get(call.<String>getArgument(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode|Required|The init parameter mode must be required or optional, not 'Required'",
                "allow-preflight|yes|The init parameter allow-preflight must be false or true, not 'yes'",
                "allow-other-schemes|''|The init parameter allow-other-schemes must be false or true, not ''",
                "realm|ä|An init parameter has an invalid value: realm must be 1 to 200 printable ASCII characters",
                "required-scopes|a \"b|An init parameter has an invalid value: A required scope must be",
                "any-scope|a \"b|An init parameter has an invalid value: A required scope must be",
                "scopes-for|''|An init parameter has an invalid value: scopes-for must have a method, a path and scopes in",
                "scopes-for|GET /x|An init parameter has an invalid value: scopes-for must have a method, a path and scopes",
                "scopes-for|get /x read|An init parameter has an invalid value: The method 'get' of a scope rule must be",
                "scopes-for|GET x read|An init parameter has an invalid value: The path of a scope rule 'x' must be an exact",
                "protect|/api/* x|An init parameter has an invalid value: The protected path 'x' must be an exact path",
                "protect|''|An init parameter has an invalid value: The protected path '' must be an exact path",
                "relm|api|Unknown init parameter 'relm'. Known parameters are realm, protect, mode,",
                "service-attribute|elsewhere|The servlet context attribute 'elsewhere' (init parameter service-attribute)"
                        + " holds no TokenService. Set it in a ServletContextListener.",
                "listener-attribute|missing|The servlet context attribute 'missing' (init parameter listener-attribute)"
                        + " holds no FilterListener."
            })
    void parameter_invalid_isNamedInTheException(String name, String value, String message) {
        parameters.put(name, value);

        assertThatThrownBy(() -> InitParameters.read(config))
                .isInstanceOf(ServletException.class)
                .hasMessageStartingWith("BearerTokenFilter 'tokens': " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "mode, optional, PASSED_WITHOUT_TOKEN",
        "mode, required, OTHER_SCHEME",
        "mode, ' optional ', PASSED_WITHOUT_TOKEN",
        "allow-other-schemes, true, PASSED_WITHOUT_TOKEN",
        "allow-other-schemes, false, OTHER_SCHEME",
        "allow-preflight, true, OTHER_SCHEME"
    })
    void parameter_valid_configuresTheFilter(String name, String value, FilterOutcome outcome) throws Exception {
        parameters.put(name, value);

        assertThat(InitParameters.read(config)
                        .authorize(request("Basic x"), Area.PROTECTED, false)
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void protect_withSeveralPatterns_protectsThemAlone() throws Exception {
        HttpServletRequest request = request();
        assertThat(InitParameters.read(config).areaOf(request)).isEqualTo(Area.PROTECTED);

        parameters.put("protect", " /api/* /x ");
        RequestAuthorizer authorizer = InitParameters.read(config);

        assertThat(authorizer.areaOf(request)).isEqualTo(Area.PROTECTED);
        when(request.getRequestURI()).thenReturn("/y");
        assertThat(authorizer.areaOf(request)).isEqualTo(Area.OUTSIDE);
    }

    @Test
    void scopes_inWords_areThoseOfTheBuilder() throws Exception {
        parameters.put("any-scope", " team  admin ");
        parameters.put("scopes-for", "\n  GET /x read list\r\n\n  POST  /x   write\n");

        RequestAuthorizer authorizer = InitParameters.read(configWith(Set.of("team", "read")));

        assertThat(authorizer
                        .authorize(request("Bearer x"), Area.PROTECTED, false)
                        .outcome())
                .isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
        authorizer = InitParameters.read(configWith(Set.of("admin", "read", "list")));
        assertThat(authorizer
                        .authorize(request("Bearer x"), Area.PROTECTED, false)
                        .outcome())
                .isEqualTo(FilterOutcome.AUTHENTICATED);
        HttpServletRequest post = request("Bearer x");
        when(post.getMethod()).thenReturn("POST");
        assertThat(authorizer.authorize(post, Area.PROTECTED, false).outcome())
                .isEqualTo(FilterOutcome.INSUFFICIENT_SCOPE);
    }

    /** With a service whose every token has these scopes. */
    private FilterConfig configWith(Set<String> scopes) {
        TokenAuthenticator tokens = presented -> new Authenticated(
                new TokenPrincipal("ada", "id", null, scopes, Map.of(), List.of(), Instant.EPOCH, null));
        when(context.getAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE)).thenReturn(tokens);
        return config;
    }

    @Test
    void listenerAttribute_holdingAListener_isCalled() throws Exception {
        FilterListener listener = mock(FilterListener.class);
        when(context.getAttribute("my.listener")).thenReturn(listener);
        parameters.put("listener-attribute", "my.listener");

        InitParameters.read(config).authorize(request(), Area.PROTECTED, false);

        verify(listener).decided(any());
    }

    @Test
    void serviceAttribute_missing_isNamedInTheException() {
        when(context.getAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE)).thenReturn("no service");

        assertThatThrownBy(() -> InitParameters.read(config))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("'io.anchorify.auth.TokenService' (init parameter service-attribute)");
    }
}
