package io.anchorify.auth.spi;

class InMemoryDeviceCodesTest extends DeviceCodeStoreContract {

    @Override
    protected TokenStore emptyStore() {
        return TokenStore.inMemory();
    }
}
