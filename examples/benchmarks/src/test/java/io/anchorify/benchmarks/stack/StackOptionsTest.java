package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackOptionsTest {

    @Test
    void options_ofNoWords_areAllThatAuthenticateFiveTimes() {
        StackOptions options = StackOptions.parse();

        assertThat(options.starts()).isEqualTo(5);
        assertThat(options.contenders())
                .startsWith(Contender.BARE)
                .contains(Contender.ANCHORIFY)
                .doesNotContain(Contender.READS_HEADER);
        assertThat(options.pinned()).isFalse();
        assertThat(options.profiled()).isNull();
    }

    @Test
    void only_withSomeNames_hasBareToCompareWith() {
        StackOptions options = StackOptions.parse("--pinned", "--only", "by-hand,bare", "--seconds", "8");

        assertThat(options.contenders()).containsExactly(Contender.BARE, Contender.BY_HAND);
        assertThat(options.pinned()).isTrue();
        assertThat(options.seconds()).isEqualTo(8);
    }

    @Test
    void processes_areOneForEachServerOrOneForAll() {
        String[] servers = {"--only", "anchorify,by-hand"};

        assertThat(StackOptions.parse(servers).processes())
                .containsExactly(List.of(Contender.BARE), List.of(Contender.ANCHORIFY), List.of(Contender.BY_HAND));
        assertThat(StackOptions.parse("--together", servers[0], servers[1]).processes())
                .containsExactly(List.of(Contender.BARE, Contender.ANCHORIFY, Contender.BY_HAND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--starts", "--starts 0", "--seconds -1", "--only nobody", "--fast"})
    void options_thatMakeNoSense_areRefused(String words) {
        assertThatExceptionOfType(StackException.class).isThrownBy(() -> StackOptions.parse(words.split(" ")));
    }
}
