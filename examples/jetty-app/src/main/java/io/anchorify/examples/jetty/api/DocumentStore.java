package io.anchorify.examples.jetty.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Documents in a table beside the tokens, in SQL that all three databases speak. Times are microseconds since 1970. */
public final class DocumentStore {

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS anchorify_documents (
                id         VARCHAR(64)  NOT NULL PRIMARY KEY,
                owner      VARCHAR(510) %s,
                title      VARCHAR(400) NOT NULL,
                body       TEXT         NOT NULL,
                created_at BIGINT       NOT NULL
            ) %s""";

    private static final String INSERT =
            "INSERT INTO anchorify_documents (id, owner, title, body, created_at) VALUES (?, ?, ?, ?, ?)";

    private static final String LIST = """
            SELECT id, title, created_at FROM anchorify_documents
            WHERE owner = ? ORDER BY created_at DESC, id DESC""";

    private static final String FIND =
            "SELECT id, title, body, created_at FROM anchorify_documents WHERE owner = ? AND id = ?";

    private static final String DELETE = "DELETE FROM anchorify_documents WHERE owner = ? AND id = ?";

    private final DataSource dataSource;

    public DocumentStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Creates the table, unless it exists. */
    public void createSchema() {
        run(connection -> {
            String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            // MariaDB compares without regard to case and trailing spaces unless it is told otherwise.
            String sql = product.equals("mariadb")
                    ? CREATE.formatted(
                            "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin", "DEFAULT CHARACTER SET utf8mb4")
                    : CREATE.formatted("", "");
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    void add(String owner, Document document) {
        run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setString(1, document.id());
                statement.setString(2, owner);
                statement.setString(3, document.title());
                statement.setString(4, document.body());
                statement.setLong(5, ChronoUnit.MICROS.between(Instant.EPOCH, document.createdAt()));
                return statement.executeUpdate();
            }
        });
    }

    List<Document.Summary> list(String owner) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LIST)) {
                statement.setString(1, owner);
                List<Document.Summary> documents = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        documents.add(
                                new Document.Summary(row.getString("id"), row.getString("title"), createdAt(row)));
                    }
                }
                return documents;
            }
        });
    }

    Optional<Document> find(String owner, String id) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                statement.setString(1, owner);
                statement.setString(2, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Document(
                                    row.getString("id"), row.getString("title"), row.getString("body"), createdAt(row)))
                            : Optional.empty();
                }
            }
        });
    }

    boolean delete(String owner, String id) {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                statement.setString(1, owner);
                statement.setString(2, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private static Instant createdAt(ResultSet row) throws SQLException {
        return Instant.EPOCH.plus(row.getLong("created_at"), ChronoUnit.MICROS);
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DocumentStoreException(e);
        }
    }

    /** Work on one connection. */
    @FunctionalInterface
    private interface Work<T> {

        T on(Connection connection) throws SQLException;
    }
}
