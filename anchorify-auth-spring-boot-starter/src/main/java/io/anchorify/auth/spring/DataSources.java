package io.anchorify.auth.spring;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Which data sources the store can use, and how. */
final class DataSources {

    private DataSources() {}

    /**
     * Removes the wrappers that tie connections to transactions, or that take them only when they are used.
     *
     * @throws StartupException if the data source chooses a database by the state of the thread, because the store takes
     *     its connections on threads of its own, or if a lazy data source cannot be reached, because the store could not
     *     keep its connections
     */
    static DataSource usable(DataSource dataSource) {
        DataSource target = target(dataSource);
        if (wraps(target, AbstractRoutingDataSource.class)) {
            throw StartupException.routing();
        }
        if (wraps(target, LazyConnectionDataSourceProxy.class)) {
            throw StartupException.hiddenLazy();
        }
        return target;
    }

    private static DataSource target(DataSource dataSource) {
        boolean isProxy = dataSource instanceof TransactionAwareDataSourceProxy
                || dataSource instanceof LazyConnectionDataSourceProxy;
        DataSource target = isProxy ? ((DelegatingDataSource) dataSource).getTargetDataSource() : null;
        return target == null ? dataSource : target(target);
    }

    /** A data source answers for what it wraps. */
    private static boolean wraps(DataSource dataSource, Class<? extends DataSource> type) {
        try {
            return dataSource.isWrapperFor(type);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Fails immediately, instead of after the time limit of the pool. The store itself checks every pool. */
    static void requireSize(DataSource dataSource, int connections) {
        HikariDataSource pool = DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class);
        if (pool != null && pool.getMaximumPoolSize() > 0 && pool.getMaximumPoolSize() <= connections) {
            throw StartupException.poolTooSmall(pool.getMaximumPoolSize(), connections);
        }
    }
}
