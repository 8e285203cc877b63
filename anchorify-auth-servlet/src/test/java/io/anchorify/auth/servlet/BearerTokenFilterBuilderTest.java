package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenFilterBuilderTest {

    private final BearerTokenFilterBuilder builder = builder();

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "carriage\rreturn", "ä", "nul\u0000"})
    void realm_notPrintableAscii_isRejected(String realm) {
        assertThatThrownBy(() -> builder.realm(realm).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("realm must be 1 to 200 printable ASCII characters");
    }

    @Test
    void realm_longerThan200Characters_isRejected() {
        assertThat(builder.realm("a".repeat(200)).build()).isNotNull();
        assertThatThrownBy(() -> builder.realm("a".repeat(201)).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "\\", "ä"})
    void requiredScope_outsideTheGrammar_isRejected(String scope) {
        assertThatThrownBy(() -> builder.requiredScopes("read", scope).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A required scope must be");
        assertThatThrownBy(() -> builder().anyScope("read", scope).build())
                .hasMessageStartingWith("A required scope must be");
        assertThatThrownBy(() -> builder().scopesFor("GET", "/x", "read", scope).build())
                .hasMessageStartingWith("A required scope must be");
    }

    private static BearerTokenFilterBuilder builder() {
        return BearerTokenFilter.builder(presented -> new Rejected(RejectionReason.UNKNOWN));
    }

    /** One entry for each method of the builder, and for the door to it. */
    @ParameterizedTest
    @MethodSource("nullArguments")
    void argument_null_isRefusedImmediatelyByName(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
    }

    static Stream<Arguments> nullArguments() {
        BearerTokenFilterBuilder builder = BearerTokenFilter.builder(presented -> null);
        return Stream.of(
                nullArgument("tokens", () -> BearerTokenFilter.builder(null)),
                nullArgument("realm", () -> builder.realm(null)),
                nullArgument("protect", () -> builder.protect((String[]) null)),
                nullArgument("protect", () -> builder.protect("/api/*", null)),
                nullArgument("requiredScopes", () -> builder.requiredScopes((String[]) null)),
                nullArgument("requiredScopes", () -> builder.requiredScopes("read", null)),
                nullArgument("anyScope", () -> builder.anyScope((String[]) null)),
                nullArgument("anyScope", () -> builder.anyScope("read", null)),
                nullArgument("scopesFor", () -> builder.scopesFor(null, "/x", "read")),
                nullArgument("scopesFor", () -> builder.scopesFor("GET", null, "read")),
                nullArgument("scopesFor", () -> builder.scopesFor("GET", "/x", (String[]) null)),
                nullArgument("scopesFor", () -> builder.scopesFor("GET", "/x", "read", null)),
                nullArgument("rule", () -> builder.permit(null)),
                nullArgument("listener", () -> builder.listener(null)));
    }

    private static Arguments nullArgument(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    @Test
    void nullArguments_coverEveryMethodWithParameters() {
        long methods = Arrays.stream(BearerTokenFilterBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() > 0)
                .count();

        assertThat(nullArguments().map(arguments -> arguments.get()[0]).distinct())
                .hasSize((int) methods + 1);
    }

    /** An array from a configuration that is empty by mistake would require or protect nothing. */
    @Test
    void array_empty_isRefused() {
        assertThatThrownBy(builder::requiredScopes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requiredScopes needs at least one value");
        assertThatThrownBy(builder::anyScope)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("anyScope needs at least one value");
        assertThatThrownBy(() -> builder.scopesFor("GET", "/api/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scopesFor needs at least one value");
        assertThatThrownBy(builder::protect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("protect needs at least one value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/*",
                "api",
                "/api*",
                "/api/**",
                "/*/x",
                "/api/*/x",
                "*.do",
                "//",
                "//*",
                "/api//*",
                "/a//b",
                "/./*",
                "/a/../*",
                "/..",
                "/a;b/*",
                "/a\\b",
                "/%61pi/*",
                "/a?b",
                "/a#b",
                "/a\u0000",
                "/a\n/*",
                "/a\u0085"
            })
    void protectedPath_thatNoCanonicalUriMatches_isRefused(String pattern) {
        assertThatThrownBy(() -> builder.protect(pattern).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The protected path '" + pattern + "' must be an exact path, such as /secret");
        assertThatThrownBy(() -> builder().scopesFor("GET", pattern, "read").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "The path of a scope rule '" + pattern + "' must be an exact path, such as /secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/", "/api/*", "/api", "/api/", "/a/b/*", "/my files/*", "/k\u00e4se/*", "/v1.2/*"})
    void protectedPath_exactOrPrefix_isAccepted(String pattern) {
        assertThat(builder.protect(pattern).build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "Get", "GET ", "GET,POST", "G\u00c9T", "**", "/x", "GET\n"})
    void method_ofARule_notInUpperCase_isRefused(String method) {
        assertThatThrownBy(() -> builder.scopesFor(method, "/x", "read").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The method '" + method
                        + "' of a scope rule must be a method in upper case, such as GET, or * for every method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "*", "VERSION-CONTROL", "M_SEARCH", "X2"})
    void method_ofARule_inUpperCase_isAccepted(String method) {
        assertThat(builder.scopesFor(method, "/x", "read").build()).isNotNull();
    }

    /** Such a rule would never be looked at, because the requests pass without a token. */
    @ParameterizedTest
    @ValueSource(strings = {"/x", "/x/*", "/apis/*", "/secret/*", "/*"})
    void path_ofARule_notProtected_isRefused(String path) {
        assertThatThrownBy(() -> builder.scopesFor("GET", path, "read")
                        .protect("/api/*", "/secret")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The path of a scope rule '" + path + "' is not protected, so the rule would not apply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/*", "/api", "/api/x", "/api/x/*", "/API/x", "/secret", "/secret/"})
    void path_ofARule_protected_isAccepted(String path) {
        assertThat(builder.protect("/api/*", "/secret")
                        .scopesFor("GET", path, "read")
                        .build())
                .isNotNull();
    }
}
