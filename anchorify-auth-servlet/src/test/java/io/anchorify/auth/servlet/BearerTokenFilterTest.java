package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static io.anchorify.auth.servlet.HttpMocks.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BearerTokenFilterTest {

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final HttpServletRequest valid =
            request("Bearer " + tokens.issue("ada", null).secret().reveal());
    private final HttpServletResponse response = response();
    private final FilterChain chain = mock(FilterChain.class);
    private final FilterListener listener = mock(FilterListener.class);
    private final BearerTokenFilter filter =
            BearerTokenFilter.builder(tokens).listener(listener).build();

    BearerTokenFilterTest() throws IOException {}

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void request_withAValidToken_proceedsWithThePrincipal() throws Exception {
        filter.doFilter(valid, response, chain);

        verify(chain).doFilter(any(AuthenticatedRequest.class), same(response));
        verify(listener).decided(any());
        verifyNoInteractions(response);
    }

    @Test
    void request_withoutAToken_isAnsweredByTheFilter() throws Exception {
        filter.doFilter(request(), response, chain);

        verifyNoInteractions(chain);
        verify(response).setStatus(401);
        verify(listener).decided(any());
    }

    @Test
    void answers_toRequestsThatTheApplicationRefuses_areThoseOfTheFilter() throws Exception {
        filter.sendUnauthorized(request(), response);
        verify(response).setStatus(401);
        verify(response).addHeader("WWW-Authenticate", "Bearer realm=\"api\"");

        HttpServletResponse forbidden = response();
        filter.sendInsufficientScope(valid, forbidden, Set.of("b", "a"));
        verify(forbidden).setStatus(403);
        verify(forbidden)
                .addHeader("WWW-Authenticate", "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"a b\"");
        verifyNoInteractions(listener);
        assertThatThrownBy(() -> filter.sendInsufficientScope(valid, forbidden, Set.of("a\"")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answers_beforeInit_are503() throws Exception {
        new BearerTokenFilter().sendUnauthorized(request(), response);

        verify(response).setStatus(503);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exception_ofTheApplication_isPropagated(Exception thrown) throws Exception {
        doThrow(thrown).when(chain).doFilter(any(), any());

        assertThatThrownBy(() -> filter.doFilter(valid, response, chain)).isSameAs(thrown);

        verifyNoInteractions(response);
    }

    static Stream<Exception> exceptions() {
        return Stream.of(
                new AuthenticationUnavailableException("Thrown by the application", null),
                new IllegalStateException(),
                new IOException(),
                new ServletException());
    }

    @Test
    void filter_notInitialized_answersUnavailable() throws Exception {
        new BearerTokenFilter().doFilter(valid, response, chain);

        verifyNoInteractions(chain);
        verify(response).setStatus(503);
        verify(response).setHeader("Retry-After", "1");
    }

    @Test
    void filter_configuredInCode_ignoresInitParameters() throws Exception {
        FilterConfig config = mock(FilterConfig.class);

        filter.init(config);

        verify(config, never()).getInitParameter(any());
        verify(config, never()).getInitParameterNames();
    }

    @Test
    void request_ofAnotherProtocol_isRefused() {
        assertThatThrownBy(() -> filter.doFilter(mock(ServletRequest.class), response, chain))
                .isInstanceOf(ServletException.class);
        assertThatThrownBy(() -> filter.doFilter(valid, mock(ServletResponse.class), chain))
                .isInstanceOf(ServletException.class);
        verifyNoInteractions(chain);
    }

    @ParameterizedTest
    @CsvSource({
        "access_token=x, 1",
        "a=b&access_token=x, 1",
        "no_access_token=x, 0",
        "access_tokens=x, 0",
        "a=access_token=x, 0",
        ", 0"
    })
    void queryTokens_countsRequestsWithAnAccessToken(String query, int count) throws Exception {
        when(valid.getQueryString()).thenReturn(query);

        filter.doFilter(valid, response, chain);

        assertThat(filter.queryTokens()).isEqualTo(count);
    }

    @Test
    void queryTokens_ofAForward_isNotCounted() throws Exception {
        when(valid.getQueryString()).thenReturn("access_token=x");
        when(valid.getDispatcherType()).thenReturn(DispatcherType.FORWARD);

        filter.doFilter(valid, response, chain);

        assertThat(filter.queryTokens()).isZero();
    }

    @Test
    void requestOutsideTheProtectedPaths_isNotLookedAt() throws Exception {
        HttpServletRequest outside = request("Digest x", "Bearer \u0000");
        when(outside.getQueryString()).thenReturn("access_token=x");
        BearerTokenFilter protecting = BearerTokenFilter.builder(tokens)
                .listener(listener)
                .protect("/api/*")
                .build();

        protecting.doFilter(outside, response, chain);

        verify(chain).doFilter(outside, response);
        verify(outside, never()).getHeaders(any());
        verifyNoInteractions(listener, response);
        assertThat(protecting.queryTokens()).isZero();
    }

    /** With a valid token as well: the application would read the URI in its own way. */
    @Test
    void uri_notCanonical_isABadRequest() throws Exception {
        when(valid.getRequestURI()).thenReturn("/x/..");
        BearerTokenFilter protecting =
                BearerTokenFilter.builder(tokens).optional().protect("/api/*").build();

        protecting.doFilter(valid, response, chain);

        verifyNoInteractions(chain);
        verify(response).setStatus(400);
        verify(response, never()).addHeader(eq("WWW-Authenticate"), any());
    }

    @Test
    void dispatchOutsideTheProtectedPaths_keepsThePrincipalWithoutItsScopes() throws Exception {
        HttpServletRequest request =
                request("Bearer " + tokens.issue("ada", null).secret().reveal());
        BearerTokenFilter scoped = BearerTokenFilter.builder(tokens)
                .protect("/scoped/*")
                .requiredScopes("write")
                .build();
        filter.doFilter(request, response, chain);
        when(request.getDispatcherType()).thenReturn(DispatcherType.ERROR);

        scoped.doFilter(request, response, chain);

        verify(chain, times(2)).doFilter(any(AuthenticatedRequest.class), same(response));
    }

    @Test
    void answer_inOptionalMode_variesByAuthorization() throws Exception {
        BearerTokenFilter optional =
                BearerTokenFilter.builder(tokens).optional().build();

        optional.doFilter(request(), response, chain);
        optional.doFilter(request("Bearer"), response, chain);

        verify(chain, times(1)).doFilter(any(), any(VaryingResponse.class));
        verify(response, times(2)).addHeader("Vary", "Authorization");
    }
}
