package io.anchorify.auth.jdbc;

import io.anchorify.auth.history.TokenHistoryContract;
import io.anchorify.auth.spi.ChangeFeedContract;
import io.anchorify.auth.spi.DeviceCodeStoreContract;
import io.anchorify.auth.spi.DeviceFlowContract;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenStoreContract;
import io.anchorify.auth.testing.Effort;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Everything that a store does on every supported database. Each database has one subclass, which is its whole test. */
abstract class DatabaseContract {

    /** Names tables that do not exist yet. */
    abstract TestTables newTables();

    @Nested
    class Tokens extends TokenStoreContract {

        @Override
        protected TokenStore emptyStore() {
            return newTables().connect().createSchema();
        }
    }

    @Nested
    class DeviceCodes extends DeviceCodeStoreContract {

        @Override
        protected TokenStore emptyStore() {
            return newTables().connect().createSchema();
        }
    }

    /** The stores have connections of their own, like two processes. */
    @Nested
    class DeviceFlows extends DeviceFlowContract {

        private final TestTables tables = newTables();

        @Override
        protected TokenStore storeOfANode() {
            return tables.connect().createSchema();
        }
    }

    @Nested
    class Feed extends ChangeFeedContract {

        @Override
        protected TokenStore emptyStore() {
            return newTables().connect().createSchema();
        }
    }

    /** The stores have connections of their own, like two processes. */
    @Nested
    class Histories extends TokenHistoryContract {

        @Override
        protected List<TokenStore> storesOfNodes() {
            TestTables tables = newTables();
            return List.of(tables.connect().createSchema(), tables.connect().createSchema());
        }

        @Override
        protected int histories() {
            return Effort.pick(8, 16, 340);
        }
    }

    @Nested
    class SchemaAndConnections extends SchemaContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class HostTransactions extends HostTransactionContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class Interrupts extends InterruptContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class FirstRevocation extends FirstRevocationContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class UncertainCommit extends UncertainCommitContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class Nodes extends NodesContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class Reminders extends RemindersContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }

    @Nested
    class FeedRecovery extends FeedRecoveryContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }
}
