package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Connections that break while they are returned: pools were seen to throw a {@code NullPointerException} then. */
class BrokenConnectionTest {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

    private boolean isBroken;

    private final JdbcTokenStore store =
            JdbcTokenStore.on(breakingWhenClosed(database())).createSchema();

    @Test
    void work_whoseConnectionCannotBeReturned_succeeds() {
        TokenHash hash = TokenHash.of(new byte[TokenHash.LENGTH]);
        Token token = Token.builder("laptop", "ada", NOW.minusSeconds(1)).build();
        isBroken = true;

        assertThat(store.insert(new StoredToken(token, hash))).isTrue();
        assertThat(store.findByHash(hash)).isPresent();
        assertThat(store.revoke(
                        "ada",
                        "laptop",
                        RevocationDetails.at(NOW),
                        new ChangeRecord(UUID.randomUUID(), new ChangeScope.OneToken(hash))))
                .isTrue();
        assertThat(store.findByHash(hash).orElseThrow().token().revokedAt()).isEqualTo(NOW);
    }

    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:broken" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    private DataSource breakingWhenClosed(DataSource real) {
        return proxy(
                DataSource.class,
                real,
                result -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, UnaryOperator.identity())
                        : result);
    }

    /** Delegates every call, and throws after {@code close} if the pool is broken. */
    private <T> T proxy(Class<T> type, T real, UnaryOperator<Object> onResult) {
        return type.cast(Proxy.newProxyInstance(
                BrokenConnectionTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    if (isBroken && method.getName().equals("close")) {
                        throw new NullPointerException("The test broke the pool");
                    }
                    return onResult.apply(result);
                }));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
