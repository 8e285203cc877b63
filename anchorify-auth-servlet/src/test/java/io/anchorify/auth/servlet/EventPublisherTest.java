package io.anchorify.auth.servlet;

import static io.anchorify.auth.servlet.HttpMocks.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class EventPublisherTest {

    private static final String SECRET = "a-secret";

    private final HttpServletRequest request = request("Bearer " + SECRET);
    private final Decision decision = new Decision.Proceed(request, FilterOutcome.PASSED_WITHOUT_TOKEN, null);
    private final FilterListener first = mock(FilterListener.class);
    private final FilterListener second = mock(FilterListener.class);
    private final EventPublisher publisher = new EventPublisher(List.of(first, second));

    @Test
    void listeners_areCalledInTheOrderOfTheirRegistration() {
        publisher.publish(decision, request, true);

        FilterEvent event = FilterEvent.of(decision, request, true);
        InOrder inOrder = inOrder(first, second);
        inOrder.verify(first).decided(event);
        inOrder.verify(second).decided(event);
    }

    @Test
    void request_withoutListeners_isNotRead() {
        HttpServletRequest unread = mock(HttpServletRequest.class);

        new EventPublisher(List.of()).publish(decision, unread, false);

        verifyNoInteractions(unread);
    }

    @Test
    void listener_thatThrows_doesNotAffectTheOthersAndIsWarnedOfOnce() {
        doThrow(new IllegalStateException("Failed on purpose"))
                .doThrow(new NoClassDefFoundError("io/example/Missing"))
                .when(first)
                .decided(any());

        try (LogRecorder log = new LogRecorder(FilterListener.class)) {
            for (int i = 0; i < 3; i++) {
                publisher.publish(decision, request, false);
            }
            assertThat(log.records())
                    .extracting(LogRecord::getLevel)
                    .containsExactly(Level.WARNING, Level.FINE, Level.FINE);
            assertThat(log.records()).extracting(LogRecord::getMessage).noneMatch(text -> text.contains(SECRET));
        }
        verify(second, times(3)).decided(any());
    }
}
