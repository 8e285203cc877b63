package io.anchorify.auth.spring.security;

import static io.anchorify.auth.spring.security.SecuredApplication.bearer;
import static io.anchorify.auth.spring.security.SecuredApplication.get;
import static io.anchorify.auth.spring.security.SecuredApplication.post;
import static io.anchorify.auth.spring.security.SecuredApplication.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published test cases of Spring Security as requests. The answers are those of {@code docs/design/spring-security.md}. */
class SpringSecurityCasesTest {

    private static final Path PAGE = Path.of("../docs/design/spring-security.md");
    private static final Pattern ROW = Pattern.compile("^\\| (\\w+) \\| [^|]+ \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern ERROR = Pattern.compile("error=\"(\\w+)\"");

    private final String token = bearer("documents:write");
    private final String secret = token.substring(token.lastIndexOf(' ') + 1);
    private final String parameter = "access_token=" + secret;
    private final Map<String, Callable<Answer>> requests = new LinkedHashMap<>();

    @Test
    void cases_ofSpringSecurity_areAnsweredAsDocumented() throws Exception {
        addTokens();
        addChallenges();
        addDenials();
        addDecisions();
        Map<String, String> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Callable<Answer>> request : requests.entrySet()) {
            answers.put(request.getKey(), describe(request.getValue().call()));
        }

        assertThat(answers).isEqualTo(documented());
    }

    private void addTokens() {
        addHeaders();
        addParameters();
    }

    private void addHeaders() {
        requests.put("resolveWhenValidHeaderIsPresentThenTokenIsResolved", () -> get("/api/me", token));
        requests.put(
                "resolveWhenHeaderEndsWithPaddingIndicatorThenTokenIsResolved", () -> get("/api/me", token + "=="));
        requests.put(
                "resolveWhenCustomDefinedHeaderIsValidAndPresentThenTokenIsResolved",
                () -> get("/api/me", "custom-header: Bearer " + secret));
        requests.put(
                "resolveWhenLowercaseHeaderIsPresentThenTokenIsResolved",
                () -> get("/api/me", "authorization: bearer " + secret));
        requests.put("resolveWhenNoHeaderIsPresentThenTokenIsNotResolved", () -> get("/api/me"));
        requests.put(
                "resolveWhenHeaderWithWrongSchemeIsPresentThenTokenIsNotResolved",
                () -> get("/api/me", "Authorization: Basic dGVzdDp0ZXN0"));
        requests.put(
                "resolveWhenHeaderWithMissingTokenIsPresentThenAuthenticationExceptionIsThrown",
                () -> get("/api/me", "Authorization: Bearer "));
        requests.put(
                "resolveWhenHeaderWithInvalidCharactersIsPresentThenAuthenticationExceptionIsThrown",
                () -> get("/api/me", "Authorization: Bearer an\"invalid\"token"));
    }

    private void addParameters() {
        requests.put(
                "resolveWhenValidHeaderIsPresentTogetherWithFormParameterThenAuthenticationExceptionIsThrown",
                () -> post("POST", "/api/write", parameter, token));
        requests.put(
                "resolveWhenValidHeaderIsPresentTogetherWithQueryParameterThenAuthenticationExceptionIsThrown",
                () -> get("/api/me?" + parameter, token));
        requests.put(
                "resolveWhenRequestContainsTwoAccessTokenParametersThenAuthenticationExceptionIsThrown",
                () -> get("/api/me?" + parameter + "&access_token=token2"));
        for (String method : new String[] {"Post", "Put", "Patch", "Delete"}) {
            requests.put(
                    "resolveWhen" + method + "AndFormParameterIsPresentAndSupportedThenTokenIsResolved",
                    () -> post(method.toUpperCase(Locale.ROOT), "/api/write", parameter));
        }
        requests.put(
                "resolveWhenGetAndFormParameterIsPresentAndSupportedThenTokenIsNotResolved",
                () -> post("GET", "/api/me", parameter));
        requests.put(
                "resolveWhenPostAndFormParameterIsSupportedAndQueryParameterIsPresentThenTokenIsNotResolved",
                () -> post("POST", "/api/write?" + parameter, ""));
        requests.put(
                "resolveWhenFormParameterIsPresentAndNotSupportedThenTokenIsNotResolved",
                () -> post("POST", "/api/write", parameter));
        requests.put(
                "resolveWhenQueryParameterIsPresentAndSupportedThenTokenIsResolved", () -> get("/api/me?" + parameter));
        requests.put(
                "resolveWhenQueryParameterIsPresentAndNotSupportedThenTokenIsNotResolved",
                () -> get("/api/me?" + parameter));
    }

    private void addChallenges() {
        requests.put("commenceWhenNoBearerTokenErrorThenStatus401AndAuthHeader", () -> get("/own/me"));
        requests.put(
                "commenceWhenNoBearerTokenErrorAndRealmSetThenStatus401AndAuthHeaderWithRealm", () -> get("/own/me"));
        for (String details : new String[] {"", "Details", "Uri"}) {
            requests.put(
                    "commenceWhenInvalidRequestErrorThenStatus400AndHeaderWithError" + details,
                    () -> get("/own/me", "Authorization: Bearer"));
        }
        requests.put(
                "commenceWhenInvalidTokenErrorThenStatus401AndHeaderWithError",
                () -> get("/own/me", "Authorization: Bearer jf_wrong"));
        for (String details : new String[] {
            "ErrorThenStatus403AndHeaderWithError",
            "ErrorThenStatus403AndHeaderWithErrorAndScope",
            "AndRealmSetThenStatus403AndHeaderWithErrorAndAllDetails"
        }) {
            requests.put("commenceWhenInsufficientScope" + details, () -> get("/own/scoped", token));
        }
    }

    private void addDenials() {
        requests.put("handleWhenNotOAuth2AuthenticatedThenStatus403", () -> get("/own/scoped", session()));
        requests.put(
                "handleWhenNotOAuth2AuthenticatedAndRealmSetThenStatus403AndAuthHeaderWithRealm",
                () -> get("/own/scoped", session()));
        requests.put(
                "handleWhenOAuth2AuthenticatedThenStatus403AndAuthHeaderWithInsufficientScopeErrorAttribute",
                () -> get("/api/administer", token));
    }

    private void addDecisions() {
        requests.put("doFilterWhenBearerTokenPresentThenAuthenticates", () -> get("/own/me", token));
        requests.put(
                "doFilterWhenUsingAuthenticationManagerResolverThenAuthenticates",
                () -> get("/ops/me", "Authorization: Bearer " + SecuredApplication.ADMIN));
        requests.put("doFilterWhenNoBearerTokenPresentThenDoesNotAuthenticate", () -> get("/own/me"));
        requests.put(
                "doFilterWhenMalformedBearerTokenThenPropagatesError",
                () -> get("/own/me", "Authorization: Bearer a b"));
        requests.put(
                "doFilterWhenAuthenticationFailsWithDefaultHandlerThenPropagatesError",
                () -> get("/own/me", "Authorization: Bearer jf_wrong"));
        requests.put(
                "doFilterWhenAuthenticationServiceExceptionThenRethrows",
                () -> get("/ops/me", "Authorization: Bearer undecidable"));
    }

    private static String describe(Answer answer) {
        Matcher error = ERROR.matcher(String.join("", answer.header("WWW-Authenticate")));
        return answer.status() + (error.find() ? " " + error.group(1) : "");
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            if (!row.group(1).equals("case") && !row.group(2).equals("—")) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }
}
