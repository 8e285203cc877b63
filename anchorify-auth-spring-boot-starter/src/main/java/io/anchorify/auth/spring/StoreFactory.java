package io.anchorify.auth.spring;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.AnchorifyAuthProperties.Schema;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Creates the store on the data source of the application. */
final class StoreFactory {

    private StoreFactory() {}

    static TokenStore create(AnchorifyAuthProperties properties, @Nullable DataSource dataSource) {
        if (dataSource == null) {
            throw StartupException.noDataSource();
        }
        int connections = properties.pool().connections();
        DataSource usable = DataSources.usable(dataSource);
        DataSources.requireSize(usable, connections);
        JdbcTokenStore store = PropertyCheck.check(
                "table-prefix",
                properties.tablePrefix(),
                () -> connect(usable, connections).tablePrefix(properties.tablePrefix()));
        return properties.schema() == Schema.CREATE ? createSchema(store) : store;
    }

    private static JdbcTokenStore createSchema(JdbcTokenStore store) {
        try {
            return store.createSchema();
        } catch (TokenStoreException e) {
            throw StartupException.refusedDatabase(e);
        }
    }

    private static JdbcTokenStore connect(DataSource dataSource, int connections) {
        try {
            return JdbcTokenStore.on(dataSource, connections);
        } catch (IllegalArgumentException e) {
            throw PropertyCheck.invalid("pool.connections", connections, e);
        } catch (TokenStoreException e) {
            throw StartupException.noConnections(e);
        }
    }
}
