package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.UncertainCommitException;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks at a commit: whether the change was made is found out, or said to be unknown. */
@Timeout(60)
class UncertainCommitTest {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    private static final AtomicInteger STORES = new AtomicInteger();

    private final String prefix = "uncertain_" + STORES.incrementAndGet() + "_";
    private final ChangeRecord change = new ChangeRecord(UUID.randomUUID(), new ChangeScope.TokensOf("ada"));
    private @Nullable JdbcTokenStore own;

    @AfterEach
    void close() {
        if (own != null) {
            own.close();
        }
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void commit_whoseAnswerIsLost_isFoundToBeMade(NodesTest.Place place) {
        JdbcTokenStore store = storeWith(place, Connection::commit, false);

        assertThat(store.revoke("ada", "laptop", NOW, change)).isTrue();

        assertThat(isRevoked()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void commit_thatNeverReachesTheDatabase_isFoundNotToBeMade(NodesTest.Place place) {
        JdbcTokenStore store = storeWith(place, Connection::rollback, false);

        assertThatThrownBy(() -> store.revoke("ada", "laptop", NOW, change))
                .isInstanceOf(TokenStoreException.class)
                .isNotInstanceOf(UncertainCommitException.class)
                .hasMessageContaining("Nothing was changed");

        assertThat(isRevoked()).isFalse();
        assertThat(store.revoke("ada", "laptop", NOW, new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken())))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void commit_thatIsStillUnderWay_isWaitedFor(NodesTest.Place place) throws Exception {
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<Void> committed = new CompletableFuture<>();
        JdbcTokenStore store = storeWith(
                place,
                connection -> new Thread(() -> {
                            try {
                                mayCommit.get(20, TimeUnit.SECONDS);
                                connection.commit();
                                committed.complete(null);
                            } catch (Exception e) {
                                committed.completeExceptionally(e);
                            }
                        })
                        .start(),
                true);
        mayCommit.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS);

        assertThat(store.revoke("ada", "laptop", NOW, change)).isTrue();

        committed.get(20, TimeUnit.SECONDS);
        assertThat(isRevoked()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(NodesTest.Place.class)
    void commit_behindWhichTheDatabaseIsGone_isSaidToBeUnknown(NodesTest.Place place) {
        Failing failing = new Failing(prepared(place), Connection::commit, false);
        failing.isGoneAfterCommit = true;
        JdbcTokenStore store = JdbcTokenStore.on(failing.dataSource()).tablePrefix(prefix);

        assertThatThrownBy(() -> store.revoke("ada", "laptop", NOW, change))
                .isInstanceOf(UncertainCommitException.class)
                .hasMessageContaining("not known");

        assertThat(isRevoked()).isTrue();
    }

    /** H2 stands still with the process that it is in, so it has nobody to keep waiting. */
    @ParameterizedTest
    @EnumSource(value = NodesTest.Place.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void process_thatStandsStillBeforeItsCommit_keepsOthersWaitingForSecondsOnly(NodesTest.Place place)
            throws Exception {
        CompletableFuture<Void> standsStill = new CompletableFuture<>();
        CompletableFuture<Void> goesOn = new CompletableFuture<>();
        JdbcTokenStore store = storeWith(
                place,
                connection -> {
                    standsStill.complete(null);
                    goesOn.orTimeout(40, TimeUnit.SECONDS).join();
                    connection.commit();
                },
                false);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> paused = thread.submit(() -> store.revoke("ada", "laptop", NOW, change));
            standsStill.get(20, TimeUnit.SECONDS);

            long began = System.nanoTime();
            own.revoke("grace", "absent", NOW, new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken()));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

            goesOn.complete(null);
            assertThatThrownBy(() -> paused.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("Nothing was changed");
            assertThat(isRevoked()).isFalse();
        } finally {
            goesOn.complete(null);
            thread.shutdownNow();
        }
    }

    private JdbcTokenStore storeWith(NodesTest.Place place, AtCommit atCommit, boolean staysOpen) {
        return JdbcTokenStore.on(new Failing(prepared(place), atCommit, staysOpen).dataSource())
                .tablePrefix(prefix);
    }

    private DataSource prepared(NodesTest.Place place) {
        own = place.stores().get().tablePrefix(prefix).createSchema();
        byte[] hash = new byte[TokenHash.LENGTH];
        own.insert(new StoredToken(
                new Token("laptop", "ada", null, Set.of(), NOW.minusSeconds(1), null, null, null), TokenHash.of(hash)));
        return own.dataSource();
    }

    private boolean isRevoked() {
        List<StoredToken> rows = own.listAll("", 10);
        return rows.get(0).token().revokedAt() != null;
    }

    /** What happens in place of a commit, before it fails. */
    private interface AtCommit {

        void run(Connection connection) throws SQLException;
    }

    /** A data source whose first commit fails. */
    private static final class Failing {

        private final DataSource real;
        private final AtCommit atCommit;
        private final boolean staysOpen;
        private boolean isGoneAfterCommit;
        private volatile boolean hasFailed;

        Failing(DataSource real, AtCommit atCommit, boolean staysOpen) {
            this.real = real;
            this.atCommit = atCommit;
            this.staysOpen = staysOpen;
        }

        DataSource dataSource() {
            return proxy(DataSource.class, (proxy, method, arguments) -> {
                if (!method.getName().equals("getConnection")) {
                    return call(real, method, arguments);
                }
                if (hasFailed && isGoneAfterCommit) {
                    throw new SQLTransientConnectionException("The database is gone");
                }
                return connection(real.getConnection());
            });
        }

        private Connection connection(Connection connection) {
            boolean[] broken = new boolean[1];
            return proxy(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("commit") && !hasFailed) {
                    hasFailed = true;
                    broken[0] = true;
                    atCommit.run(connection);
                    throw new SQLException("The connection broke", "08006");
                }
                if (broken[0] && staysOpen) {
                    // The other end goes on by itself with what it was told, and hears nothing more.
                    return switch (method.getName()) {
                        case "isClosed" -> true;
                        case "close" -> null;
                        default -> throw new SQLException("The connection is broken", "08003");
                    };
                }
                return call(connection, method, arguments);
            });
        }

        private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
