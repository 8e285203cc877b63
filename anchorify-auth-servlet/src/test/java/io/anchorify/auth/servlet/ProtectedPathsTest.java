package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.anchorify.auth.servlet.ProtectedPaths.Area;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedPathsTest {

    private final ProtectedPaths paths = new ProtectedPaths(List.of("/api/*", "/secret", "/k\u00e4se/*"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/x",
                "/API/x",
                "/aPi",
                "/%61pi/x",
                "/%61%70%69",
                "/%41PI",
                "/secret",
                "/secret/",
                "/SECRET/",
                "/s%65cret",
                "/k%C3%A4se",
                "/k%c3%84SE/x"
            })
    void uri_thatARouterMayReadAsProtected_isProtected(String uri) {
        assertThat(areaOf(uri, "", "/elsewhere", null)).isEqualTo(Area.PROTECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/x",
                "/apis",
                "/ap",
                "/x/api",
                "/api.html",
                "/secret/x",
                "/secrets",
                "/ap%69s",
                "/x%20y"
            })
    void uri_elsewhere_isOutside(String uri) {
        assertThat(areaOf(uri, "", uri.startsWith("/ap%") ? "/apis" : uri, null))
                .isEqualTo(Area.OUTSIDE);
    }

    @ParameterizedTest
    @CsvSource({"/api, ", "/api, /x", "'', /api", "'', /API/x", "/a, pi", "/secret, /", ", /api/x"})
    void pathOfTheContainer_protected_isProtectedWhateverTheUri(String servletPath, String pathInfo) {
        assertThat(areaOf("/x", "", servletPath, pathInfo)).isEqualTo(Area.PROTECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "/ctx/api/x, /ctx, PROTECTED",
        "/ctx, /ctx, OUTSIDE",
        "/ctx/x, /ctx, OUTSIDE",
        "/api/x, /api, OUTSIDE",
        "/api/api, /api, PROTECTED",
        "/%63tx/api, /ctx, PROTECTED",
        "/%63tx/x, /ctx, OUTSIDE",
        "/ctx/api, /%63tx, PROTECTED",
        "/ctx/x, /%63tx, OUTSIDE",
        "/c%20x/x, /c%20x, OUTSIDE",
        "/c%20x/x, '/c x', PROTECTED",
        "/c%C3%A4/x, /c%C3%A4, OUTSIDE",
        "/api/x, /, PROTECTED",
        "/x, /, OUTSIDE",
        "/x, /another, PROTECTED",
        "/x, /a;b, PROTECTED",
        "/api, , PROTECTED"
    })
    void contextPath_isRemovedInEitherEncoding(String uri, String contextPath, Area area) {
        assertThat(areaOf(uri, contextPath, "/x", null)).isEqualTo(area);
    }

    @Test
    void everyPath_ofThePatternForAll_isProtected() {
        ProtectedPaths all = new ProtectedPaths(List.of("/*"));

        for (String uri : List.of("/", "", "/x", "/x/")) {
            assertThat(all.areaOf(request(DispatcherType.REQUEST, uri, "", "", null)))
                    .isEqualTo(Area.PROTECTED);
        }
    }

    @Test
    void root_asAnExactPath_isProtectedAlone() {
        ProtectedPaths root = new ProtectedPaths(List.of("/"));

        assertThat(root.areaOf(request(DispatcherType.REQUEST, "/", "", "/", null)))
                .isEqualTo(Area.PROTECTED);
        assertThat(root.areaOf(request(DispatcherType.REQUEST, "/ctx", "/ctx", "/x", null)))
                .isEqualTo(Area.PROTECTED);
        assertThat(root.areaOf(request(DispatcherType.REQUEST, "/x", "", "/x", null)))
                .isEqualTo(Area.OUTSIDE);
    }

    @Test
    void comparison_doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(areaOf("/API/x", "", "/x", null)).isEqualTo(Area.PROTECTED);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void uri_notCanonical_isABadRequestInTheFirstDispatchOnly(DispatcherType dispatch) {
        Area area = paths.areaOf(request(dispatch, "/x/../y", "", "/y", null));

        assertThat(area)
                .isEqualTo(
                        switch (dispatch) {
                            case REQUEST -> Area.AMBIGUOUS;
                            case ERROR -> Area.OUTSIDE;
                            default -> Area.PROTECTED;
                        });
    }

    @ParameterizedTest
    @EnumSource
    void target_ofADispatch_decides(DispatcherType dispatch) {
        assertThat(paths.areaOf(request(dispatch, "/x", "", "/api", "/x"))).isEqualTo(Area.PROTECTED);
        assertThat(paths.areaOf(request(dispatch, "/api/x", "", "/x", null))).isEqualTo(Area.PROTECTED);
        assertThat(paths.areaOf(request(dispatch, "/x", "", "/x", null))).isEqualTo(Area.OUTSIDE);
    }

    @Test
    void target_ofAnInclude_decides() {
        HttpServletRequest request = request(DispatcherType.INCLUDE, "/page", "", "/page", null);
        request.setAttribute(RequestDispatcher.INCLUDE_REQUEST_URI, "/api/x");
        request.setAttribute(RequestDispatcher.INCLUDE_CONTEXT_PATH, "");
        request.setAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH, "/api");
        request.setAttribute(RequestDispatcher.INCLUDE_PATH_INFO, "/x");

        assertThat(paths.areaOf(request)).isEqualTo(Area.PROTECTED);

        when(request.getDispatcherType()).thenReturn(DispatcherType.FORWARD);
        assertThat(paths.areaOf(request)).isEqualTo(Area.OUTSIDE);
    }

    private Area areaOf(String uri, String contextPath, String servletPath, String pathInfo) {
        return paths.areaOf(request(DispatcherType.REQUEST, uri, contextPath, servletPath, pathInfo));
    }

    private static HttpServletRequest request(
            DispatcherType dispatch, String uri, String contextPath, String servletPath, String pathInfo) {
        HttpServletRequest request = HttpMocks.request();
        when(request.getDispatcherType()).thenReturn(dispatch);
        when(request.getRequestURI()).thenReturn(uri);
        when(request.getContextPath()).thenReturn(contextPath);
        when(request.getServletPath()).thenReturn(servletPath);
        when(request.getPathInfo()).thenReturn(pathInfo);
        return request;
    }
}
