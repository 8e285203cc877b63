package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Authorization header: lines 1 to 4 and 7 to 11. */
@InEveryContainer
class HeaderConformanceTest extends ConformanceCase {

    @Test
    void line1_header_inEveryFormOfTheGrammar_isAccepted() throws Exception {
        for (String header : List.of(
                "Authorization: Bearer " + secret,
                "authorization: bearer " + secret,
                "AUTHORIZATION: BEARER " + secret,
                "Authorization: bEaReR " + secret,
                "Authorization: Bearer  " + secret,
                "Authorization: Bearer      " + secret,
                "Authorization:Bearer " + secret,
                "Authorization: \t Bearer " + secret + " \t ")) {
            assertThat(get("/api/x", header)).as(header.replace(secret, "…")).satisfies(ConformanceCase::isEchoOfAda);
        }
    }

    @Test
    void line2_scheme_thatOnlyStartsWithBearer_isAnotherScheme() throws Exception {
        assertThat(get("/api/x", "Authorization: BearerX " + secret)).satisfies(a -> isProblem(a, 401, PLAIN));
        assertThat(get("/api/x", "Authorization: Bearer-" + secret)).satisfies(a -> isProblem(a, 401, PLAIN));
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
    void line3and8_header_outsideTheGrammar_isMalformed(String value) throws Exception {
        int finds = store.finds.get();
        Answer answer = get("/api/x", "Authorization: " + value.replace("$", secret));

        if (value.equals("Bearer \t$") && deployment.container().foldsWhiteSpace()) {
            isEchoOfAda(answer);
            return;
        }
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(secret).doesNotContain("script");
        assertThat(store.finds).hasValue(finds);
        // A container may reject a header line that HTTP does not allow before any filter runs.
        if (!answer.header("WWW-Authenticate").isEmpty()) {
            isProblem(
                    answer,
                    400,
                    PLAIN
                            + ", error=\"invalid_request\", error_description=\"The Authorization header is not a scheme, spaces and a token.\"");
        }
    }

    @Test
    void line4_token_inTheQueryOrAForm_isIgnoredAndCounted() throws Exception {
        long before = required.queryTokens();

        isProblem(get("/api/x?access_token=" + secret), 401, PLAIN);
        isProblem(get("/api/x?a=b&access_token=" + secret), 401, PLAIN);
        isProblem(get("/api/x?no_access_token=" + secret), 401, PLAIN);
        Answer form = send(
                "POST",
                "/api/x",
                "Content-Type: application/x-www-form-urlencoded",
                // The body follows the headers, which end with an empty line.
                "Content-Length: " + ("access_token=" + secret).length() + "\r\n\r\naccess_token=" + secret);
        isProblem(form, 401, PLAIN);

        // The counter of a filter that the container creates is out of reach.
        int counted = deployment.container().createsFilters(deployment.variant()) ? 0 : 2;
        assertThat(required.queryTokens()).isEqualTo(before + counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "Bearer ", "Bearer    ", "Bearer\t"})
    void line7_scheme_withoutAToken_isAnInvalidRequest(String value) throws Exception {
        isProblem(
                get("/api/x", "Authorization: " + value),
                400,
                PLAIN
                        + ", error=\"invalid_request\", error_description=\"The Authorization header names the Bearer scheme but holds no token.\"");
    }

    @Test
    void header_empty_isMalformed() throws Exception {
        assertThat(get("/api/x", "Authorization:").status()).isEqualTo(400);
        assertThat(get("/api/x", "Authorization: ").status()).isEqualTo(400);
    }

    @Test
    void line9_header_repeated_isAnInvalidRequest() throws Exception {
        String challenge = PLAIN
                + ", error=\"invalid_request\", error_description=\"The request has more than one Authorization header.\"";
        String bearer = "Authorization: Bearer " + secret;
        isProblem(get("/api/x", bearer, bearer), 400, challenge);
        isProblem(get("/api/x", bearer, "Authorization: Basic YWRhOmFkYQ=="), 400, challenge);
        isProblem(get("/api/x", "authorization: Basic YWRhOmFkYQ==", bearer), 400, challenge);
    }

    @Test
    void line10_token_ofTheWrongFormat_isInvalidWithoutALookup() throws Exception {
        int finds = store.finds.get();
        char last = secret.charAt(34);
        for (String token : List.of(
                "xx_" + secret.substring(3),
                secret.substring(0, 34),
                secret + "0",
                secret.substring(0, 34) + (last == 'a' ? 'b' : 'a'),
                secret.substring(0, 10) + "-" + secret.substring(11),
                secret + "=",
                "-._~+/",
                "x")) {
            isProblem(get("/api/x", "Authorization: Bearer " + token), 401, INVALID_TOKEN);
        }
        assertThat(store.finds).hasValue(finds);
    }

    @Test
    void line11_token_longerThan512Characters_isInvalid() throws Exception {
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(512)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(513)), 401, INVALID_TOKEN);
        isProblem(get("/api/x", "Authorization: Bearer " + "a".repeat(5000)), 401, INVALID_TOKEN);
    }
}
