package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.ChangeFeedContract;
import io.anchorify.auth.spi.DeviceCodeStoreContract;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of store and change feed on H2 files. */
class H2FileTest {

    @TempDir
    private static Path directory;

    private static TokenStore storeInANewFile() {
        return JdbcTokenStore.connect(
                        "jdbc:h2:" + directory.resolve(UUID.randomUUID().toString()))
                .createSchema();
    }

    @Nested
    class Tokens extends TokenStoreContract {

        @Override
        protected TokenStore emptyStore() {
            return storeInANewFile();
        }
    }

    @Nested
    class DeviceCodes extends DeviceCodeStoreContract {

        @Override
        protected TokenStore emptyStore() {
            return storeInANewFile();
        }
    }

    @Nested
    class Feed extends ChangeFeedContract {

        @Override
        protected TokenStore emptyStore() {
            return storeInANewFile();
        }
    }
}
