package io.anchorify.auth.spi;

class InMemoryDeviceFlowTest extends DeviceFlowContract {

    private final TokenStore store = TokenStore.inMemory();

    @Override
    protected TokenStore storeOfANode() {
        return store;
    }
}
