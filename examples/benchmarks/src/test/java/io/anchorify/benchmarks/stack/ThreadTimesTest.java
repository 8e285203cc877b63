package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    @Test
    void nameOf_threadsOfAPool_isTheSame() {
        assertThat(ThreadTimes.nameOf("qtp12345-17")).isEqualTo(ThreadTimes.nameOf("qtp12345-3"));
        assertThat(ThreadTimes.nameOf("GC Thread#1")).isEqualTo("GC Thread");
    }

    @Test
    void ofCompilers_ofThisJvm_isAPartOfAllThatItTook() {
        ThreadTimes times = ThreadTimes.of(ProcessHandle.current().pid());

        long all = times.nanos().values().stream().mapToLong(Long::longValue).sum();
        assertThat(times.ofCompilers()).isPositive().isLessThan(all);
    }

    @Test
    void ofBackground_isWhatThreadsTakeThatAnswerNothing() {
        ThreadTimes times =
                new ThreadTimes(Map.of("qtp-", 21_000_000L, "feed", 1_500_000L, "C CompilerThre", 500_000L));

        assertThat(times.ofBackground()).isEqualTo(2_000_000L);
    }

    @Test
    void rows_ofTimesSinceAnEarlierOne_areDividedAmongTheRequests() {
        ThreadTimes before = new ThreadTimes(Map.of("qtp", 1_000_000L));
        ThreadTimes after = new ThreadTimes(Map.of("qtp", 21_000_000L, "feed", 1_500_000L, "idle", 999L));

        assertThat(after.since(before).rows("bare", 1000))
                .containsExactly("| bare | qtp | 20.00 |", "| bare | feed | 1.50 |");
    }
}
