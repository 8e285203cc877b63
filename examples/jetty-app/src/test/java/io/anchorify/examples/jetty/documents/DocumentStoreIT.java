package io.anchorify.examples.jetty.documents;

import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import org.junit.jupiter.api.Test;

/** Owners of documents compare exactly on the databases in a process of their own. */
class DocumentStoreIT {

    @Test
    void owners_onPostgres_areDistinct() {
        DocumentStoreTest.assertOwnersAreDistinct(connect(DatabaseServer.postgres()));
    }

    @Test
    void owners_onMariaDb_areDistinct() {
        DocumentStoreTest.assertOwnersAreDistinct(connect(DatabaseServer.mariaDb()));
    }

    private static JdbcTokenStore connect(DatabaseServer server) {
        return JdbcTokenStore.connect(server.url(), server.user(), server.password());
    }
}
