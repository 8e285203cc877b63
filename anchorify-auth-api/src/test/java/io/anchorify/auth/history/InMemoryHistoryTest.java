package io.anchorify.auth.history;

import io.anchorify.auth.spi.TokenStore;
import java.util.List;

/** On one node, because a store in memory has no change feed. */
class InMemoryHistoryTest extends TokenHistoryContract {

    @Override
    protected List<TokenStore> storesOfNodes() {
        return List.of(TokenStore.inMemory());
    }

    @Override
    protected int histories() {
        return 1000;
    }
}
