package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.ProbedStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenServiceBuilderTest {

    @Test
    void build_thatFails_leavesTheStoreOpen() {
        ProbedStore store = new ProbedStore();
        assertThatThrownBy(() -> TokenService.builder(store).prefix("?").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.closed).isFalse();

        TokenService.builder(store).build().close();
        assertThat(store.closed).isTrue();
    }

    @Test
    void build_withAnOptionOutOfRange_namesIt() {
        TokenStore store = TokenStore.inMemory();
        assertThatThrownBy(() -> TokenService.builder(store).cachedTokens(0).build())
                .hasMessageContaining("cachedTokens must be 1 to");
        assertThatThrownBy(() ->
                        TokenService.builder(store).concurrentLookups(1001).build())
                .hasMessage("concurrentLookups must be 1 to 1000, not 1001");
        assertThatThrownBy(() -> TokenService.builder(store).waitingLookups(-1).build())
                .hasMessage("waitingLookups must be 0 to 100000, not -1");
        assertThatThrownBy(() ->
                        TokenService.builder(store).unknownTokensPerSecond(0).build())
                .hasMessage("unknownTokensPerSecond must be 1 to 1000000, not 0");
        assertThatThrownBy(() ->
                        TokenService.builder(store).cachedFor(Duration.ZERO).build())
                .hasMessageContaining("cachedFor");
        assertThatThrownBy(() -> TokenService.builder(store)
                        .lastUsedInterval(Duration.ofMillis(999))
                        .build())
                .hasMessage("lastUsedInterval must be PT1S to PT24H, not PT0.999S");
        assertThatThrownBy(() -> TokenService.builder(store)
                        .lookupWait(Duration.ofMinutes(1))
                        .build())
                .hasMessageContaining("lookupWait");
    }
}
