package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProblemResponsesTest {

    private static final String REALM = "Bearer realm=\"a \\\"b\\\" \\\\\"";

    private final ProblemResponses responses = new ProblemResponses("a \"b\" \\");

    @Test
    void challenge_quotesTheRealm() throws IOException {
        assertThat(challengeOf(responses.noToken)).isEqualTo(REALM);
        assertThat(challengeOf(responses.forbidden)).isEqualTo(REALM);
    }

    @Test
    void challenge_ofAnError_repeatsTheDetailOfTheBody() throws IOException {
        for (ProblemResponse response :
                new ProblemResponse[] {responses.emptyToken, responses.malformed, responses.repeatedHeader}) {
            assertThat(challengeOf(response))
                    .isEqualTo(REALM + ", error=\"invalid_request\", error_description=\"" + detailOf(response) + "\"");
        }
        assertThat(challengeOf(responses.invalidToken))
                .isEqualTo(REALM + ", error=\"invalid_token\", error_description=\"" + detailOf(responses.invalidToken)
                        + "\"");
    }

    @Test
    void challenge_ofMissingScopes_namesThem() throws IOException {
        assertThat(challengeOf(responses.insufficientScope(new TreeSet<>(Set.of("write", "read", "list")))))
                .isEqualTo(REALM + ", error=\"insufficient_scope\", scope=\"list read write\"");
    }

    @Test
    void challenge_ofUnknownScopes_hasNoScopeAttribute() throws IOException {
        assertThat(challengeOf(responses.insufficientScope(Set.of())))
                .isEqualTo(REALM + ", error=\"insufficient_scope\"");
    }

    private static String challengeOf(ProblemResponse problem) throws IOException {
        AtomicReference<String> challenge = new AtomicReference<>();
        HttpServletResponse response = HttpMocks.response();
        doAnswer(call -> {
                    challenge.set(call.getArgument(1));
                    return null;
                })
                .when(response)
                .addHeader(anyString(), anyString());
        problem.send(HttpMocks.request(), response);
        return challenge.get();
    }

    private static String detailOf(ProblemResponse problem) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        problem.send(HttpMocks.request(), HttpMocks.response(body));
        return body.toString().replaceAll(".*\"detail\":\"([^\"]+)\"}", "$1");
    }
}
