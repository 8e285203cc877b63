package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may write in the Authorization header, and what becomes of the rest: lines 1 to 4, and 7 to 11. */
@InEveryContainer
class HeaderConformanceTest extends ConformanceCase {

    @Test
    void line1_everyFormThatTheGrammarAllows_isAccepted() throws Exception {
        for (String header : List.of(
                "Authorization: Bearer " + good,
                "authorization: bearer " + good,
                "AUTHORIZATION: BEARER " + good,
                "Authorization: bEaReR " + good,
                "Authorization: Bearer  " + good,
                "Authorization: Bearer      " + good,
                "Authorization:Bearer " + good,
                "Authorization: \t Bearer " + good + " \t ")) {
            assertThat(get("/api/x", header)).as(header.replace(good, "…")).satisfies(ConformanceCase::isEchoOfAda);
        }
    }

    @Test
    void line2_schemeThatBeginsWithBearer_isAnotherScheme() throws Exception {
        assertThat(get("/api/x", "Authorization: BearerX " + good)).satisfies(a -> isProblem(a, 401, PLAIN));
        assertThat(get("/api/x", "Authorization: Bearer-" + good)).satisfies(a -> isProblem(a, 401, PLAIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer\t$", "Bearer \t$", "Bearer $ $", "Bearer $,", "Bearer $, Basic x", "Bearer a:b", "Bearer %41",
                        "Bearer a=b",
                "Bearer =", "Bearer \"$\"", "Bearer $;", "Bearer, $", "Bearer=$", "Bearer:$", "Bearer $\u00e4",
                        "Bearer \u00a0$",
                "Bearer $\u007f", "Bearer <script>", "=", ", Bearer $", "Bearer $=x"
            })
    void line3and8_whatTheGrammarDoesNotAllow_isMalformed(String value) throws Exception {
        int finds = store.finds.get();
        Answer answer = get("/api/x", "Authorization: " + value.replace("$", good));

        if (value.equals("Bearer \t$") && deployment.container().foldsWhiteSpace()) {
            isEchoOfAda(answer);
            return;
        }
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(good).doesNotContain("script");
        assertThat(store.finds).hasValue(finds);
        // A container may refuse a header line that HTTP itself does not allow before any filter sees it.
        if (!answer.header("WWW-Authenticate").isEmpty()) {
            isProblem(
                    answer,
                    400,
                    PLAIN
                            + ", error=\"invalid_request\", error_description=\"The Authorization header is not a scheme, spaces and a token.\"");
        }
    }

    @Test
    void line4_tokenInTheQueryOrAForm_isNotLookedAtButCounted() throws Exception {
        long before = required.queryTokens();

        isProblem(get("/api/x?access_token=" + good), 401, PLAIN);
        isProblem(get("/api/x?a=b&access_token=" + good), 401, PLAIN);
        isProblem(get("/api/x?no_access_token=" + good), 401, PLAIN);
        Answer form = send(
                "POST",
                "/api/x",
                "Content-Type: application/x-www-form-urlencoded",
                // The body follows the headers, which end with an empty line.
                "Content-Length: " + ("access_token=" + good).length() + "\r\n\r\naccess_token=" + good);
        isProblem(form, 401, PLAIN);

        // A filter of a descriptor is made by the container, and nobody else knows it.
        int counted = deployment.variant() == Variant.WEB_XML ? 0 : 2;
        assertThat(required.queryTokens()).isEqualTo(before + counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "Bearer ", "Bearer    ", "Bearer\t"})
    void line7_bareScheme_isAnInvalidRequest(String value) throws Exception {
        isProblem(
                get("/api/x", "Authorization: " + value),
                400,
                PLAIN
                        + ", error=\"invalid_request\", error_description=\"The Authorization header names the Bearer scheme but holds no token.\"");
    }

    @Test
    void emptyAuthorization_isMalformed() throws Exception {
        assertThat(get("/api/x", "Authorization:").status()).isEqualTo(400);
        assertThat(get("/api/x", "Authorization: ").status()).isEqualTo(400);
    }

    @Test
    void line9_twoAuthorizationLines_areAnInvalidRequest() throws Exception {
        String challenge = PLAIN
                + ", error=\"invalid_request\", error_description=\"The request has more than one Authorization header.\"";
        String bearer = "Authorization: Bearer " + good;
        isProblem(get("/api/x", bearer, bearer), 400, challenge);
        isProblem(get("/api/x", bearer, "Authorization: Basic YWRhOmFkYQ=="), 400, challenge);
        isProblem(get("/api/x", "authorization: Basic YWRhOmFkYQ==", bearer), 400, challenge);
    }

    @Test
    void line10_wrongFormat_isAnInvalidTokenWithoutALookup() throws Exception {
        int finds = store.finds.get();
        char last = good.charAt(34);
        for (String token : List.of(
                "xx_" + good.substring(3),
                good.substring(0, 34),
                good + "0",
                good.substring(0, 34) + (last == 'a' ? 'b' : 'a'),
                good.substring(0, 10) + "-" + good.substring(11),
                good + "=",
                "-._~+/",
                "x")) {
            isProblem(get("/api/x", "Authorization: Bearer " + token), 401, INVALID_TOKEN);
        }
        assertThat(store.finds).hasValue(finds);
    }

    @Test
    void line11_longerThan512Characters_isAnInvalidToken() throws Exception {
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(512)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(513)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(5000)), 401, INVALID_TOKEN);
    }
}
