package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static io.anchorify.auth.servlet.HttpMocks.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.InOrder;

class ProblemResponseTest {

    private static final String BODY =
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"No token.\"}";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final HttpServletRequest request = request();
    private final HttpServletResponse response = response(body);
    private final ProblemResponse problem = ProblemResponse.of(401, "Bearer realm=\"api\"", "No token.");

    ProblemResponseTest() throws IOException {}

    @Test
    void response_sent_replacesWhatWasWritten() throws IOException {
        problem.send(request, response);

        InOrder inOrder = inOrder(response);
        inOrder.verify(response).resetBuffer();
        inOrder.verify(response).setStatus(401);
        inOrder.verify(response).addHeader("WWW-Authenticate", "Bearer realm=\"api\"");
        inOrder.verify(response).setHeader("Cache-Control", "no-store");
        inOrder.verify(response).setContentType("application/problem+json");
        inOrder.verify(response).setContentLength(BODY.length());
        assertThat(body).hasToString(BODY);
        verify(response, never()).setHeader(eq("Retry-After"), anyString());
    }

    @Test
    void response_toHead_hasNoBody() throws IOException {
        when(request.getMethod()).thenReturn("HEAD");

        problem.send(request, response);

        verify(response).setContentLength(BODY.length());
        assertThat(body.size()).isZero();
    }

    @Test
    void response_whoseWriterIsTaken_isWrittenToIt() throws IOException {
        StringWriter writer = new StringWriter();
        when(response.getOutputStream()).thenThrow(new IllegalStateException("getWriter() was called"));
        when(response.getWriter()).thenReturn(new PrintWriter(writer));

        problem.send(request, response);

        assertThat(writer).hasToString(BODY);
    }

    @Test
    void response_committed_isLeftAlone() throws IOException {
        when(response.isCommitted()).thenReturn(true);

        problem.send(request, response);

        assertUntouched();
    }

    @Test
    void response_ofAnIncludingPage_isLeftAlone() throws IOException {
        when(request.getDispatcherType()).thenReturn(DispatcherType.INCLUDE);

        problem.send(request, response);

        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 1", "1, 1", "7, 7"})
    void unavailable_hasRetryAfterOfAtLeastASecondAndNoChallenge(long seconds, String header) throws IOException {
        ProblemResponse.unavailable(seconds).send(request, response);

        verify(response).setStatus(503);
        verify(response).setHeader("Retry-After", header);
        verify(response, never()).addHeader(eq("WWW-Authenticate"), anyString());
    }

    @Test
    void status_withoutATitle_isRefused() {
        assertThatThrownBy(() -> ProblemResponse.of(200, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No problem response has the status 200");
    }

    private void assertUntouched() {
        assertThat(body.size()).isZero();
        verify(response, never()).resetBuffer();
        verify(response, never()).setStatus(anyInt());
        verify(response, never()).addHeader(anyString(), anyString());
        verify(response, never()).setHeader(anyString(), anyString());
    }
}
