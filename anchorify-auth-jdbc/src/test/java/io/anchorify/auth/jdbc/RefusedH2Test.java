package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 2.5.252, which loses acknowledged commits, in a class loader of its own. */
class RefusedH2Test {

    /** Copied by the build. */
    static final Path JAR = Path.of("target", "dependency", "h2-refused.jar");

    private static final URLClassLoader REFUSED = classLoader();

    @TempDir
    private Path directory;

    @Test
    void build_onAFile_isRefusedUnlessAllowed() throws Exception {
        JdbcTokenStore store = JdbcTokenStore.on(database(directory.resolve("tokens") + ";WRITE_DELAY=0"))
                .createSchema();

        assertThatThrownBy(() -> TokenService.builder(store).build())
                .isInstanceOf(TokenStoreException.class)
                .hasMessage("H2 2.5.252 does not write what concurrent connections commit, so the database loses"
                        + " acknowledged changes when its process is killed, and a revoked token can become active again."
                        + " Use H2 2.4.240, or accept this with JdbcTokenStore.allowLostCommits()");
        assertThatCode(() ->
                        TokenService.builder(store.allowLostCommits()).build().close())
                .doesNotThrowAnyException();
    }

    @Test
    void build_inMemory_succeeds() throws Exception {
        DataSource database = database("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("2.5.252");
        }
        JdbcTokenStore store = JdbcTokenStore.on(database).createSchema();

        assertThatCode(() -> TokenService.builder(store).build().close()).doesNotThrowAnyException();
    }

    private static URLClassLoader classLoader() {
        try {
            return new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A data source of the refused version. */
    static DataSource database(String name) throws ReflectiveOperationException {
        Class<?> type = REFUSED.loadClass("org.h2.jdbcx.JdbcDataSource");
        DataSource database =
                type.asSubclass(DataSource.class).getDeclaredConstructor().newInstance();
        type.getMethod("setURL", String.class).invoke(database, "jdbc:h2:" + name);
        return database;
    }
}
