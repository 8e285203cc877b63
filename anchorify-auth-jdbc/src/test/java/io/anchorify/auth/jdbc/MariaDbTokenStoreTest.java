package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenStoreContract;
import java.util.concurrent.atomic.AtomicInteger;

class MariaDbTokenStoreTest extends TokenStoreContract {

    private static final AtomicInteger STORES = new AtomicInteger();

    @Override
    protected TokenStore emptyStore() {
        DatabaseServer server = DatabaseServer.mariaDb();
        return JdbcTokenStore.connect(server.url(), server.user(), server.password())
                .tablePrefix("contract_" + STORES.incrementAndGet() + "_")
                .createSchema();
    }
}
