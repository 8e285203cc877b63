package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentCheckTest {

    private final ServletContext context = mock(ServletContext.class);
    private final FilterConfig config = mock(FilterConfig.class);
    private final FilterRegistration filter = mock(FilterRegistration.class);
    private final Map<String, ServletRegistration> servlets = new LinkedHashMap<>();
    private final BearerTokenFilterBuilder builder =
            BearerTokenFilter.builder(presented -> new Rejected(RejectionReason.UNKNOWN));

    @BeforeEach
    void register() {
        when(config.getServletContext()).thenReturn(context);
        when(config.getFilterName()).thenReturn("tokens");
        when(context.getFilterRegistration("tokens")).thenReturn(filter);
        doReturn(servlets).when(context).getServletRegistrations();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/*, /, /api/../x",
        "/api/*, /*, /api/../x",
        "/a/b/*, /a/*, /a/b/../x",
        "/resource/book, /*, /resource/book/",
        "/resource/book, /resource/*, /resource/book/",
        "/resource, /resource/*, /resource/",
        "*.do, /, /x.do/"
    })
    void servlet_withABroaderMapping_isWarnedAbout(String pattern, String mapping, String example) throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of(pattern));
        servlet("router", "org.springframework.web.servlet.DispatcherServlet", mapping);

        assertThat(warnings(builder))
                .containsExactly(
                        "BearerTokenFilter 'tokens' at '" + pattern + "' does not see every request that the servlet"
                                + " 'router' at '" + mapping + "' may read as that path, for instance " + example
                                + ": map the filter to /* and protect "
                                + (pattern.equals("*.do") ? "exact paths or prefixes." : pattern + "."));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/*, /api/*",
        "/api/*, /api/x/*",
        "/api/*, /api/x",
        "/api/*, /api",
        "/*, /",
        "/*, /*",
        "/*, /x",
        "/secret, /secret",
        "/api/*, /apis/*",
        "/api/*, *.do",
        "*.do, *.do",
        "'', ''",
        "/a/*, /b/*",
        "/a/b/*, /a"
    })
    void servlet_withTheSameOrANarrowerMapping_isNotWarnedAbout(String pattern, String mapping) throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of(pattern));
        servlet("router", "org.example.Router", mapping);

        assertThat(warnings(builder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.catalina.servlets.DefaultServlet",
                "org.eclipse.jetty.ee10.servlet.DefaultServlet",
                "org.eclipse.jetty.ee10.servlet.ServletHandler$Default404Servlet",
                "io.undertow.servlet.handlers.DefaultServlet"
            })
    void defaultServlet_ofAContainer_isNotWarnedAbout(String type) throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of("/api/*"));
        servlet("default", type, "/");
        servlet("jsp", "org.apache.jasper.servlet.JspServlet", "*.jsp");

        assertThat(warnings(builder)).isEmpty();
    }

    @Test
    void servlet_behindAnotherPatternOrByItsName_isNotWarnedAbout() throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of("/api/*", "/app/api/*", "/app/*"));
        when(filter.getServletNameMappings()).thenReturn(List.of("named"));
        servlet("router", "org.example.Router", "/app/*");
        servlet("named", "org.example.Router", "/");

        assertThat(warnings(builder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/foo*", "/resource/*/book", "/foo/*.html", "foo", "foo/*", "*", "*.a.*", "/*/*"})
    void pattern_thatTheContainerReadsLiterally_isWarnedAbout(String pattern) throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of(pattern));

        assertThat(warnings(builder))
                .singleElement()
                .asString()
                .startsWith("BearerTokenFilter 'tokens' is mapped to '" + pattern
                        + "', which the container reads literally");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/", "", "/foo/*", "/foo", "*.do", "/a.b/c"})
    void pattern_ofTheSpecification_isNotWarnedAbout(String pattern) throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of(pattern));

        assertThat(warnings(builder)).isEmpty();
    }

    @Test
    void filter_inProtectingMode_isWarnedAboutUnlessItIsMappedToEverything() throws Exception {
        servlet("router", "org.example.Router", "/");
        when(filter.getUrlPatternMappings()).thenReturn(List.of("/api/*"));
        assertThat(warnings(builder.protect("/api/*")))
                .containsExactly(
                        "BearerTokenFilter 'tokens' protects paths, but is mapped to [/api/*] and does not see every request"
                                + " that may reach them: map it to /*.");

        when(filter.getUrlPatternMappings()).thenReturn(List.of("/*"));
        assertThat(warnings(builder)).isEmpty();
    }

    @Test
    void filter_inOptionalMode_protectsNothingThatCouldBeBypassed() throws Exception {
        when(filter.getUrlPatternMappings()).thenReturn(List.of("/error"));
        servlet("router", "org.example.Router", "/");

        assertThat(warnings(builder.optional())).isEmpty();
    }

    @Test
    void container_thatTellsNothing_isTolerated() throws Exception {
        assertThat(warnings(builder)).isEmpty();
        doReturn(null).when(context).getServletRegistrations();
        when(filter.getUrlPatternMappings()).thenReturn(null);
        assertThat(warnings(builder)).isEmpty();
        when(context.getFilterRegistration(any())).thenReturn(null);
        assertThat(warnings(builder)).isEmpty();
        when(context.getFilterRegistration(any())).thenThrow(new UnsupportedOperationException());
        assertThat(warnings(builder)).isEmpty();
        when(config.getServletContext()).thenReturn(null);
        assertThatCode(() -> builder.build().init(config)).doesNotThrowAnyException();
    }

    /** Not Jetty, or a Jetty whose methods have other names. */
    @Test
    void upgradeFilter_ofAnUnknownOrder_isWarnedAbout() throws Exception {
        FilterRegistration upgrades = mock(FilterRegistration.class);
        when(upgrades.getClassName()).thenReturn("org.example.WebSocketUpgradeFilter");
        doReturn(Map.of("upgrades", upgrades)).when(context).getFilterRegistrations();

        assertThat(warnings(builder))
                .singleElement()
                .asString()
                .startsWith(
                        "BearerTokenFilter 'tokens' cannot tell whether Jetty's WebSocketUpgradeFilter comes before it");
    }

    private void servlet(String name, String type, String mapping) {
        ServletRegistration registration = mock(ServletRegistration.class);
        when(registration.getClassName()).thenReturn(type);
        when(registration.getMappings()).thenReturn(List.of(mapping));
        servlets.put(name, registration);
    }

    private List<String> warnings(BearerTokenFilterBuilder options) throws ServletException {
        try (LogRecorder log = new LogRecorder(BearerTokenFilter.class)) {
            options.build().init(config);
            return log.records().stream()
                    .filter(each -> each.getLevel() == Level.WARNING)
                    .map(LogRecord::getMessage)
                    .toList();
        }
    }
}
