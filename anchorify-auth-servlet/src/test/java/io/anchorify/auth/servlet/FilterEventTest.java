package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
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
                        FilterOutcome.UNAVAILABLE, null, DispatcherType.FORWARD, "GET", "/x", "192.0.2.1", true));
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
