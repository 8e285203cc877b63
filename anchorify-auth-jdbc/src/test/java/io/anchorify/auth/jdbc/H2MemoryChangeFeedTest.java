package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.ChangeFeedContract;
import io.anchorify.auth.spi.TokenStore;
import java.util.UUID;

class H2MemoryChangeFeedTest extends ChangeFeedContract {

    @Override
    protected TokenStore emptyStore() {
        return JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID()).createSchema();
    }
}
