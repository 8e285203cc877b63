package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A host calls the service inside a transaction of its own, which Spring binds to the thread. */
@Timeout(60)
abstract class HostTransactionContract {

    private static final int POOL_SIZE = 10;

    private HikariDataSource pool;
    private String prefix;
    private String hostTable;
    private JdbcTemplate host;
    private TransactionTemplate transactions;

    abstract TestTables newTables();

    @BeforeEach
    void createHostTable() {
        TestTables tables = newTables();
        prefix = tables.prefix();
        hostTable = prefix + "host";
        pool = HostPool.of(tables, POOL_SIZE);
        host = new JdbcTemplate(pool);
        host.execute("CREATE TABLE " + hostTable + " (id INT PRIMARY KEY)");
        transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void call_inARolledBackTransaction_rollsBackTheRowsOfTheHostOnly() {
        assertChangesSurviveTheRollbackOfTheHost(new TransactionAwareDataSourceProxy(pool));
    }

    @Test
    void call_inARolledBackTransactionOnALazyDataSource_rollsBackTheRowsOfTheHostOnly() {
        assertChangesSurviveTheRollbackOfTheHost(
                new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(pool)));
    }

    @Test
    void call_inARolledBackTransactionWhoseProxyReobtainsConnections_rollsBackTheRowsOfTheHostOnly() {
        TransactionAwareDataSourceProxy proxy = new TransactionAwareDataSourceProxy(pool);
        proxy.setReobtainTransactionalConnections(true);
        assertChangesSurviveTheRollbackOfTheHost(proxy);
    }

    private void assertChangesSurviveTheRollbackOfTheHost(DataSource dataSource) {
        try (TokenService tokens = service(dataSource)) {
            String issued = rolledBack(() -> tokens.issue("ada", "laptop").id());
            assertThat(tokens.find("ada", issued)).isPresent();

            List<StoredToken> exported = new ArrayList<>();
            List<Token> listed = rolledBack(() -> tokens.list(TokenQuery.of("ada")));
            assertThat(listed).hasSize(1);
            rolledBack(() -> tokens.exportTokens(exported::add));
            assertThat(exported).hasSize(1);

            rolledBack(() -> tokens.revoke("ada", issued));
            assertThat(tokens.find("ada", issued).orElseThrow().revokedAt()).isNotNull();

            StoredToken imported = exported.get(0);
            try (TokenService other = other()) {
                rolledBack(() -> other.importTokens(sink -> sink.add(imported)));
                assertThat(other.find("ada", issued)).isPresent();
            }
        }
    }

    /** A store would otherwise keep the connection of the transaction. */
    @Test
    void store_openedInARolledBackTransaction_isNotPartOfIt() {
        DataSource dataSource = new TransactionAwareDataSourceProxy(pool);
        AtomicReference<TokenService> opened = new AtomicReference<>();
        String id = rolledBack(() -> {
            opened.set(service(dataSource));
            return opened.get().issue("ada", "laptop").id();
        });
        try (TokenService tokens = opened.get()) {
            assertThat(tokens.find("ada", id)).isPresent();
        }
    }

    /** The store could otherwise read the snapshot of the host, and miss what others have committed since. */
    @Test
    void read_inATransactionWithASnapshot_seesWhatOthersHaveCommittedSince() {
        try (TokenService tokens = service(new TransactionAwareDataSourceProxy(pool));
                TokenService other = service(pool)) {
            String id = tokens.issue("ada", "laptop").id();
            transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            rolledBack(() -> {
                assertThat(tokens.find("ada", id).orElseThrow().revokedAt()).isNull();
                inAnotherThread(() -> other.revoke("ada", id));
                assertThat(tokens.find("ada", id).orElseThrow().revokedAt()).isNotNull();
                return id;
            });
        }
    }

    @Test
    void readOnlyTransaction_doesNotKeepTheStoreFromWriting() {
        try (TokenService tokens = service(new TransactionAwareDataSourceProxy(pool))) {
            transactions.setReadOnly(true);
            String id =
                    transactions.execute(status -> tokens.issue("ada", "laptop").id());
            assertThat(tokens.find("ada", id)).isPresent();
        }
    }

    /** More threads than connections, and each has one when it needs another. */
    @Test
    void threadsInTransactions_thatUseAllConnectionsOfTheHost_canIssueTokens() throws Exception {
        int threads = POOL_SIZE + 2;
        CountDownLatch exhausted = new CountDownLatch(POOL_SIZE);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (TokenService tokens = service(pool)) {
            tokens.authenticate(tokens.issue("ada", "laptop").secret().reveal());
            long began = System.nanoTime();
            List<Future<String>> issued = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                issued.add(executor.submit(() -> transactions.execute(status -> {
                    exhausted.countDown();
                    awaitBriefly(exhausted);
                    return tokens.issue("ada", "laptop").id();
                })));
            }
            for (Future<String> each : issued) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HostPool.CONNECTION_TIMEOUT);
        } finally {
            executor.shutdownNow();
        }
    }

    private TokenService service(DataSource dataSource) {
        return TokenService.builder(
                        JdbcTokenStore.on(dataSource).tablePrefix(prefix).createSchema())
                .build();
    }

    /** On other tables. */
    private TokenService other() {
        return TokenService.builder(JdbcTokenStore.on(new TransactionAwareDataSourceProxy(pool))
                        .tablePrefix(prefix + "2_")
                        .createSchema())
                .build();
    }

    private <T> T rolledBack(Supplier<T> call) {
        T result = transactions.execute(status -> {
            host.update("INSERT INTO " + hostTable + " VALUES (1)");
            T returned = call.get();
            status.setRollbackOnly();
            return returned;
        });
        assertThat(host.queryForObject("SELECT COUNT(*) FROM " + hostTable, Integer.class))
                .isZero();
        return result;
    }

    private static void inAnotherThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not all threads can have a connection if the store has some of them. */
    private static void awaitBriefly(CountDownLatch latch) {
        try {
            latch.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
