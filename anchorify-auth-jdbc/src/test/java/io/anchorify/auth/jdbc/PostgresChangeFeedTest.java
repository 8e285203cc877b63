package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.ChangeFeedContract;
import io.anchorify.auth.spi.TokenStore;
import java.util.concurrent.atomic.AtomicInteger;

class PostgresChangeFeedTest extends ChangeFeedContract {

    private static final AtomicInteger STORES = new AtomicInteger();

    @Override
    protected TokenStore emptyStore() {
        DatabaseServer server = DatabaseServer.postgres();
        return JdbcTokenStore.connect(server.url(), server.user(), server.password())
                .tablePrefix("feed_" + STORES.incrementAndGet() + "_")
                .createSchema();
    }
}
