package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.ChangeFeedContract;
import io.anchorify.auth.spi.TokenStore;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class H2FileChangeFeedTest extends ChangeFeedContract {

    @TempDir
    private static Path directory;

    @Override
    protected TokenStore emptyStore() {
        return JdbcTokenStore.connect(
                        "jdbc:h2:" + directory.resolve(UUID.randomUUID().toString()))
                .createSchema();
    }
}
