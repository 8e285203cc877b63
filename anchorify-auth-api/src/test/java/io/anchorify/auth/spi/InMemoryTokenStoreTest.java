package io.anchorify.auth.spi;

class InMemoryTokenStoreTest extends TokenStoreContract {

    @Override
    protected TokenStore emptyStore() {
        return TokenStore.inMemory();
    }
}
