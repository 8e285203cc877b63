package io.anchorify.benchmarks.memory;

import io.anchorify.benchmarks.support.NumberedTokens;

/** Requests with one token after the other. */
final class Filling {

    private static final int AT_ONCE = 10_000;

    private final NumberedTokens tokens;

    Filling(NumberedTokens tokens) {
        this.tokens = tokens;
    }

    /** Presents the first so many tokens once each, and leaves no work waiting. */
    void presentAll(Keeper keeper, int count) {
        for (int number = 0; number < count; number++) {
            present(keeper, number);
            if (number % AT_ONCE == AT_ONCE - 1) {
                keeper.settle();
            }
        }
        keeper.settle();
    }

    void present(Keeper keeper, int number) {
        if (!keeper.accepts(tokens.wellFormed(number))) {
            throw new IllegalStateException("Token " + number + " was refused");
        }
    }
}
