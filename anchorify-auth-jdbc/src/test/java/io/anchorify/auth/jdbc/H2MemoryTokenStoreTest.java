package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenStoreContract;
import java.util.UUID;

class H2MemoryTokenStoreTest extends TokenStoreContract {

    @Override
    protected TokenStore emptyStore() {
        return JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID()).createSchema();
    }
}
