package io.anchorify.benchmarks.memory;

import io.anchorify.auth.TokenHash;
import java.nio.ByteBuffer;

/** Who keeps the tokens. */
enum Kind {
    LIBRARY("this library") {
        @Override
        Keeper open(int size) {
            return new LibraryKeeper(new GeneratedStore(), size);
        }
    },

    /** The key that one writes first, for a byte array cannot be one. */
    BY_HAND_BYTES("by hand, Caffeine, `ByteBuffer` as key") {
        @Override
        Keeper open(int size) {
            return new HandMadeKeeper<>(new GeneratedStore(), size, ByteBuffer::wrap);
        }
    },

    /** The smallest key that keeps all 256 bits. */
    BY_HAND_LONGS("by hand, Caffeine, four longs as key") {
        @Override
        Keeper open(int size) {
            return new HandMadeKeeper<>(new GeneratedStore(), size, TokenHash::of);
        }
    };

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** Begins with an empty cache that may hold so many tokens. */
    abstract Keeper open(int size);

    String title() {
        return title;
    }
}
