package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterEventTest {

    private final HttpServletRequest request = request("Bearer secret");
    private final Decision decision =
            new Decision.Reject(ProblemResponse.unavailable(1), FilterOutcome.UNAVAILABLE, null);

    @Test
    void event_describesTheRequest() {
        when(request.getDispatcherType()).thenReturn(DispatcherType.FORWARD);
        when(request.getRemoteAddr()).thenReturn("192.0.2.1");

        assertThat(FilterEvent.of(decision, request, true))
                .isEqualTo(new FilterEvent(
                        FilterOutcome.UNAVAILABLE,
                        null,
                        null,
                        null,
                        DispatcherType.FORWARD,
                        "GET",
                        "/x",
                        "192.0.2.1",
                        true));
    }

    @Test
    void event_ofAValidToken_namesItsOwnerAndId() {
        TokenPrincipal principal =
                TokenPrincipal.of(Token.builder("t1", "ada", Instant.EPOCH).build());
        FilterEvent event = FilterEvent.of(
                new Decision.Reject(ProblemResponse.unavailable(1), FilterOutcome.FORBIDDEN, principal),
                request,
                false);

        assertThat(event.owner()).isEqualTo("ada");
        assertThat(event.tokenId()).isEqualTo("t1");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/x, /api/x",
        "/api/x;access_token=s/y;jsessionid=s, /api/x/y",
        "/api/%41%20;x=y/caf%C3%A9, /api/%41%20/caf%C3%A9",
        ";x/api, /api"
    })
    void path_isRawAndHasNoPathParameters(String uri, String path) {
        when(request.getRequestURI()).thenReturn(uri);

        assertThat(FilterEvent.of(decision, request, false).path()).isEqualTo(path);
    }
}
