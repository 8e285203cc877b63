package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.anchorify.auth.servlet.ScopeRules.Rule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeRulesTest {

    private final ScopeRules rules = new ScopeRules(
            new ScopeDemand(Set.of("api"), List.of()),
            List.of(
                    Rule.of("GET", "/documents/*", List.of("read")),
                    Rule.of("POST", "/documents/*", List.of("write")),
                    Rule.of("GET", "/documents/secret", List.of("secret")),
                    Rule.of("*", "/admin/*", List.of("admin", "audit"))));

    @ParameterizedTest
    @CsvSource({
        "GET, /documents/1, api read",
        "HEAD, /documents/1, api read",
        "POST, /documents/1, api write",
        "GET, /documents, api read",
        "GET, /documents/, api read",
        "GET, /DOCUMENTS/1, api read",
        "GET, /%64ocuments/1, api read",
        "GET, /documents/secret, api read secret",
        "GET, /documents/secret/, api read secret",
        "GET, /documents/secrets, api read",
        "HEAD, /Documents/S%65cret, api read secret",
        "POST, /documents/secret, api write",
        "GET, /admin/x, admin api audit",
        "get, /admin/x, admin api audit",
        "ANYTHING, /admin, admin api audit",
        "GET, /documentsx, api",
        "DELETE, /elsewhere, api"
    })
    void demand_ofARequest_isThatOfEveryMatchingRule(String method, String uri, String scopes) {
        ScopeDemand demand = rules.demandOf(request(method, uri, "/elsewhere"));

        assertThat(String.join(" ", demand.sufficient())).isEqualTo(scopes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "get", "Get", "head", "HEAD ", "PUT", "OPTIONS", "TRACE", "*", "", "ANYTHING"})
    void demand_ofAMethodWithoutARule_isNull(String method) {
        assertThat(rules.demandOf(request(method, "/documents/1", "/documents/1")))
                .isNull();
    }

    /** A router may match either path. */
    @Test
    void demand_ofDifferentPaths_isThatOfBoth() {
        ScopeDemand demand = rules.demandOf(request("GET", "/documents/1", "/admin"));

        assertThat(demand.all()).containsExactlyInAnyOrder("api", "read", "admin", "audit");
    }

    @ParameterizedTest
    @EnumSource
    void uri_notCanonical_isAmbiguousInTheFirstDispatchAndMatchesEveryRuleInTheOthers(DispatcherType dispatch) {
        HttpServletRequest request = request("GET", "/x/../documents/1", "/x");
        when(request.getDispatcherType()).thenReturn(dispatch);

        assertThat(rules.isAmbiguous(request)).isEqualTo(dispatch == DispatcherType.REQUEST);
        assertThat(rules.demandOf(request).all())
                .containsExactlyInAnyOrder(
                        dispatch == DispatcherType.ERROR
                                ? new String[] {"api"}
                                : new String[] {"api", "read", "secret", "admin", "audit"});
    }

    @Test
    void uri_notCanonical_withoutRules_isNotAmbiguous() {
        ScopeRules none = new ScopeRules(new ScopeDemand(Set.of("api"), List.of()), List.of());

        assertThat(none.isAmbiguous(request("GET", "/x/../y", "/y"))).isFalse();
        assertThat(none.demandOf(request("any", "/x/../y", "/y")).all()).containsExactly("api");
    }

    @Test
    void target_ofAnInclude_decides() {
        HttpServletRequest request = request("GET", "/x", "/x");
        when(request.getDispatcherType()).thenReturn(DispatcherType.INCLUDE);
        request.setAttribute(RequestDispatcher.INCLUDE_REQUEST_URI, "/ctx/documents/1");
        request.setAttribute(RequestDispatcher.INCLUDE_CONTEXT_PATH, "/ctx");
        request.setAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH, "/documents");
        request.setAttribute(RequestDispatcher.INCLUDE_PATH_INFO, "/1");

        assertThat(rules.demandOf(request).all()).containsExactlyInAnyOrder("api", "read");
    }

    private static HttpServletRequest request(String method, String uri, String servletPath) {
        HttpServletRequest request = HttpMocks.request();
        when(request.getMethod()).thenReturn(method);
        when(request.getRequestURI()).thenReturn(uri);
        when(request.getServletPath()).thenReturn(servletPath);
        return request;
    }
}
