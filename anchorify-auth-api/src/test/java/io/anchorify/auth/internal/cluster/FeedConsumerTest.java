package io.anchorify.auth.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.testing.LogCapture;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedConsumerTest {

    private static final Timing TIMING = Timing.DEFAULT;
    private static final FeedServer SERVER = new FeedServer("server", true);
    private static final ChangeScope ADA = new ChangeScope.TokensOf("ada");
    private static final ChangeScope GRACE = new ChangeScope.TokensOf("grace");

    private final TestTime time = new TestTime();
    private final List<String> events = new ArrayList<>();
    private final Term term = new Term(time::nanoTime) {
        @Override
        public void begin(long newEnd) {
            events.add("begin term");
            super.begin(newEnd);
        }
    };
    private final FeedConsumer consumer =
            new FeedConsumer(new RecordingCache(), term, new FailoverDetector(TIMING), TIMING, time.clocks());
    private final ScriptedReader reader = new ScriptedReader();
    private final LogCapture log = new LogCapture(FeedConsumer.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void poll_appliesChanges_beginsTheTerm_andThenAcknowledges() {
        start(position(4));
        reader.pages.add(page(position(6), entry(5, ADA), entry(6, GRACE)));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.CAUGHT_UP);

        assertThat(events)
                .containsExactly("read after 4", "invalidate ada", "invalidate grace", "begin term", "acknowledge 6");
        assertThat(consumer.applied()).isEqualTo(position(6));
    }

    @Test
    void firstPoll_registersBeforeItReads_andEmptiesTheCache() {
        reader.pages.add(page(position(4)));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.BEHIND);

        assertThat(events).containsExactly("register", "read after null", "invalidate all");
        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void term_countsFromBeforeTheReadWasSent() {
        start(position(4));
        long sent = time.nanoTime();
        reader.whileReading = () -> time.advance(Duration.ofSeconds(1));
        reader.pages.add(page(position(4)));

        consumer.poll(reader);

        assertThat(term.isValidAt(sent + TIMING.term().toNanos() - 1)).isTrue();
        assertThat(term.isValidAt(sent + TIMING.term().toNanos())).isFalse();
    }

    @Test
    void pageWithMoreToRead_doesNotBeginATerm() {
        start(position(4));
        reader.pages.add(page(position(9), entry(5, ADA)));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.BEHIND);

        assertThat(events).containsExactly("read after 4", "invalidate ada");
    }

    @Test
    void pageWithAGap_endsTheTermAndEmptiesTheCache() {
        start(position(4));
        reader.pages.add(page(position(6), entry(6, ADA)));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.LOST);

        assertThat(events).containsExactly("read after 4", "invalidate all");
        assertThat(term.isValidNow()).isFalse();
        assertThat(consumer.restarts()).isEqualTo(1);
        assertThat(log.messages(Level.WARNING)).hasSize(1);
    }

    @Test
    void pageOfAnotherHistory_endsTheTermAndEmptiesTheCache() {
        start(position(4));
        reader.pages.add(page(new FeedPosition(4, UUID.randomUUID())));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.LOST);

        assertThat(events).contains("invalidate all");
        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void missingRegistration_endsTheTerm_andTheNextPollRegisters() {
        start(position(4));
        reader.pages.add(new FeedPage(position(4), List.of(), false, SERVER));
        assertThat(consumer.poll(reader)).isEqualTo(PollResult.LOST);
        assertThat(term.isValidNow()).isFalse();

        events.clear();
        reader.pages.add(page(position(4)));
        consumer.poll(reader);
        assertThat(events).containsExactly("register", "read after 4", "begin term", "acknowledge 4");
    }

    @Test
    void rejectedAcknowledgement_endsTheTerm() {
        start(position(4));
        reader.acknowledges = false;
        reader.pages.add(page(position(5), entry(5, ADA)));

        assertThat(consumer.poll(reader)).isEqualTo(PollResult.LOST);
        assertThat(term.isValidNow()).isFalse();
    }

    @Test
    void registration_isRenewedByAnAcknowledgement_whenItIsDue() {
        start(position(4));
        reader.pages.add(page(position(4)));
        assertThat(consumer.poll(reader)).isEqualTo(PollResult.UP_TO_DATE);
        assertThat(events).doesNotContain("acknowledge 4");

        time.advance(TIMING.renewal());
        reader.pages.add(page(position(4)));
        consumer.poll(reader);
        assertThat(events).contains("acknowledge 4");
    }

    /** Two polls: the first one learns the head, the second one begins a term. */
    private void start(FeedPosition head) {
        reader.pages.add(page(head));
        reader.pages.add(page(head));
        consumer.poll(reader);
        assertThat(consumer.poll(reader)).isEqualTo(PollResult.UP_TO_DATE);
        assertThat(term.isValidNow()).isTrue();
        events.clear();
    }

    private static FeedPosition position(long number) {
        return new FeedPosition(number, new UUID(0, number));
    }

    private static FeedEntry entry(long number, ChangeScope scope) {
        return new FeedEntry(position(number), position(number - 1).uid(), scope);
    }

    private static FeedPage page(FeedPosition head, FeedEntry... entries) {
        return new FeedPage(head, Arrays.asList(entries), true, SERVER);
    }

    private final class RecordingCache implements CacheInvalidator {

        @Override
        public void invalidate(ChangeScope scope) {
            events.add("invalidate " + ((ChangeScope.TokensOf) scope).owner());
        }

        @Override
        public void invalidateAll() {
            events.add("invalidate all");
        }
    }

    private final class ScriptedReader implements FeedReader {

        final Deque<FeedPage> pages = new ArrayDeque<>();
        Runnable whileReading = () -> {};
        boolean acknowledges = true;

        @Override
        public void register() {
            events.add("register");
        }

        @Override
        public FeedPage read(@Nullable FeedPosition after) {
            events.add("read after " + (after == null ? null : after.number()));
            whileReading.run();
            return pages.remove();
        }

        @Override
        public boolean acknowledge(FeedPosition applied) {
            events.add("acknowledge " + applied.number());
            return acknowledges;
        }

        @Override
        public boolean await(Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void leave() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
