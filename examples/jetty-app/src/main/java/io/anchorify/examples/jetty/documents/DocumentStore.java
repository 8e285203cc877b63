package io.anchorify.examples.jetty.documents;

import io.anchorify.auth.TokenQuery.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores documents in the database of the tokens, with SQL that all three databases support. Times are microseconds
 * since 1970. A {@code null} owner stands for documents without an owner.
 */
public final class DocumentStore {

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS anchorify_documents (
                id         VARCHAR(64)  %s NOT NULL PRIMARY KEY,
                owner      VARCHAR(510) %s,
                title      VARCHAR(400) NOT NULL,
                body       TEXT         NOT NULL,
                created_at BIGINT       NOT NULL
            ) %s""";

    private static final String CREATE_INDEX = """
            CREATE INDEX IF NOT EXISTS anchorify_documents_by_owner
            ON anchorify_documents (owner, created_at DESC, id DESC)""";

    private static final String INSERT =
            "INSERT INTO anchorify_documents (id, owner, title, body, created_at) VALUES (?, ?, ?, ?, ?)";

    /** Ordered by the owner too, or H2 would sort all documents of the owner instead of reading the index in order. */
    private static final String LIST = """
            SELECT id, title, created_at FROM anchorify_documents
            WHERE {owner} {after} ORDER BY owner, created_at DESC, id DESC LIMIT ?""";

    private static final String AFTER = "AND created_at <= ? AND (created_at < ? OR id < ?)";

    /** Counts no further than the limit. */
    private static final String COUNT =
            "SELECT COUNT(*) FROM (SELECT id FROM anchorify_documents WHERE {owner} LIMIT ?) AS counted";

    private static final String FIND = "SELECT * FROM anchorify_documents WHERE id = ? AND {owner}";

    private static final String DELETE = "DELETE FROM anchorify_documents WHERE id = ? AND {owner}";

    private static final String DELETE_ALL = "DELETE FROM anchorify_documents WHERE owner = ?";

    private static final String LIST_ALL = "SELECT * FROM anchorify_documents WHERE id > ? ORDER BY id LIMIT ?";

    private static final String FIND_BY_ID = "SELECT * FROM anchorify_documents WHERE id = ?";

    private static final String CLAIM = "UPDATE anchorify_documents SET owner = ? WHERE id = ? AND owner IS NULL";

    private static final String CLAIM_ALL = "UPDATE anchorify_documents SET owner = ? WHERE owner IS NULL";

    /** The maximum number of documents that an owner can add. */
    public static final int MAX_PER_OWNER = 1000;

    /** The network timeout of a read. */
    private static final Duration READ = Duration.ofSeconds(1);
    /** The timeout of a statement. */
    private static final int STATEMENT_SECONDS = 5;

    private final DataSource dataSource;

    /** Uses the connection pool of a token store, which resets returned connections. */
    public DocumentStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The result of importing a document. */
    public enum Import {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** Another document has this id; nothing was changed. */
        CONFLICT
    }

    /** Creates the table and its index, unless they exist. Succeeds without the right to create tables if the table exists. */
    public void createSchema() {
        run(connection -> {
            String sql = createSql(connection.getMetaData().getDatabaseProductName());
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return statement.execute(CREATE_INDEX);
            } catch (SQLException e) {
                return requireTable(connection, sql);
            }
        });
    }

    private static boolean requireTable(Connection connection, String sql) {
        try (PreparedStatement statement = prepare(connection, LIST_ALL)) {
            statement.setString(1, "");
            statement.setInt(2, 0);
            return read(statement).isEmpty();
        } catch (SQLException e) {
            throw new DocumentStoreException(
                    "The table anchorify_documents cannot be read or created. As a database user who may create tables,"
                            + " run: " + (sql + "; " + CREATE_INDEX).strip().replaceAll("\\s+", " "),
                    e);
        }
    }

    /**
     * Adds a document, unless its owner has {@link #MAX_PER_OWNER}. Concurrent calls may exceed the limit by their number.
     *
     * @return whether it was added
     */
    public boolean add(Document document) {
        return run(
                connection -> count(connection, document.owner()) < MAX_PER_OWNER && insert(connection, document) == 1);
    }

    /**
     * A page of an owner's documents, newest first.
     *
     * @param after the last document of the previous page, or {@code null} for the first page
     */
    public List<Document.Summary> list(@Nullable String owner, int limit, @Nullable Position after) {
        String sql = of(owner, LIST).replace("{after}", after == null ? "" : AFTER);
        return read(connection -> {
            try (PreparedStatement statement = prepare(connection, sql)) {
                int index = bindOwner(statement, 1, owner);
                if (after != null) {
                    long micros = micros(after.createdAt());
                    statement.setLong(index++, micros);
                    statement.setLong(index++, micros);
                    statement.setString(index++, after.id());
                }
                statement.setInt(index, limit);
                return readSummaries(statement);
            }
        });
    }

    public Optional<Document> find(@Nullable String owner, String id) {
        return read(connection -> {
            try (PreparedStatement statement = prepare(connection, of(owner, FIND))) {
                statement.setString(1, id);
                bindOwner(statement, 2, owner);
                return read(statement).stream().findFirst();
            }
        });
    }

    public boolean delete(@Nullable String owner, String id) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, of(owner, DELETE))) {
                statement.setString(1, id);
                bindOwner(statement, 2, owner);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** Deletes all documents of an owner and returns their number. */
    public int deleteAll(String owner) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, DELETE_ALL)) {
                statement.setString(1, owner);
                return statement.executeUpdate();
            }
        });
    }

    /** A page of all documents by ascending id; starts after an empty id. */
    public List<Document> listAll(String afterId, int limit) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, LIST_ALL)) {
                statement.setString(1, afterId);
                statement.setInt(2, limit);
                return read(statement);
            }
        });
    }

    /** Assigns all documents without an owner and returns their number. */
    public int claimOrphans(String owner) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, CLAIM_ALL)) {
                statement.setString(1, owner);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Imports a document in the caller's transaction. If the document has an owner on either side, it has that owner
     * afterwards; nothing else of an existing document changes.
     */
    public Import importOne(Connection connection, Document document) {
        try {
            Document known = findById(connection, document.id());
            if (known == null) {
                insert(connection, document);
                return Import.ADDED;
            }
            if (!document.withOwner(known.owner()).equals(known)) {
                return Import.CONFLICT;
            }
            if (document.owner() == null || document.owner().equals(known.owner())) {
                return Import.UNCHANGED;
            }
            return claim(connection, document) ? Import.CHANGED : Import.CONFLICT;
        } catch (SQLException e) {
            throw new DocumentStoreException(e);
        }
    }

    private static String createSql(String product) {
        return switch (product) {
            // Its default collations ignore case and trailing spaces.
            case "MariaDB" ->
                CREATE.formatted(
                        "CHARACTER SET ascii COLLATE ascii_nopad_bin",
                        "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                        "DEFAULT CHARACTER SET utf8mb4");
            case "PostgreSQL" -> CREATE.formatted("COLLATE \"C\"", "COLLATE \"C\"", "");
            // Where IGNORECASE is set, VARCHAR ignores case.
            default -> CREATE.formatted("", "", "").replace("VARCHAR(", "VARCHAR_CASESENSITIVE(");
        };
    }

    private static int insert(Connection connection, Document document) throws SQLException {
        try (PreparedStatement statement = prepare(connection, INSERT)) {
            statement.setString(1, document.id());
            statement.setString(2, document.owner());
            statement.setString(3, document.title());
            statement.setString(4, document.body());
            statement.setLong(5, micros(document.createdAt()));
            return statement.executeUpdate();
        }
    }

    private static int count(Connection connection, @Nullable String owner) throws SQLException {
        try (PreparedStatement statement = prepare(connection, of(owner, COUNT))) {
            statement.setInt(bindOwner(statement, 1, owner), MAX_PER_OWNER);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static @Nullable Document findById(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = prepare(connection, FIND_BY_ID)) {
            statement.setString(1, id);
            return read(statement).stream().findFirst().orElse(null);
        }
    }

    private static boolean claim(Connection connection, Document document) throws SQLException {
        try (PreparedStatement statement = prepare(connection, CLAIM)) {
            statement.setString(1, document.owner());
            statement.setString(2, document.id());
            return statement.executeUpdate() == 1;
        }
    }

    private static String of(@Nullable String owner, String sql) {
        return sql.replace("{owner}", owner == null ? "owner IS NULL" : "owner = ?");
    }

    /** Returns the index of the next parameter. */
    private static int bindOwner(PreparedStatement statement, int index, @Nullable String owner) throws SQLException {
        if (owner == null) {
            return index;
        }
        statement.setString(index, owner);
        return index + 1;
    }

    private static List<Document> read(PreparedStatement query) throws SQLException {
        List<Document> documents = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                documents.add(new Document(
                        row.getString("id"),
                        row.getString("owner"),
                        row.getString("title"),
                        row.getString("body"),
                        createdAt(row)));
            }
        }
        return documents;
    }

    private static List<Document.Summary> readSummaries(PreparedStatement query) throws SQLException {
        List<Document.Summary> documents = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                documents.add(new Document.Summary(row.getString("id"), row.getString("title"), createdAt(row)));
            }
        }
        return documents;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant createdAt(ResultSet row) throws SQLException {
        return Instant.EPOCH.plus(row.getLong("created_at"), ChronoUnit.MICROS);
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(STATEMENT_SECONDS);
        return statement;
    }

    /** Reads time out early. A change does not, because its outcome would be unknown. */
    private <T> T read(Operation<T> operation) {
        return run(connection -> {
            connection.setNetworkTimeout(Runnable::run, (int) READ.toMillis());
            return operation.on(connection);
        });
    }

    private <T> T run(Operation<T> operation) {
        try (Connection connection = dataSource.getConnection()) {
            return operation.on(connection);
        } catch (SQLException e) {
            throw new DocumentStoreException(e);
        }
    }

    /** An operation on one connection. */
    @FunctionalInterface
    private interface Operation<T> {

        T on(Connection connection) throws SQLException;
    }
}
