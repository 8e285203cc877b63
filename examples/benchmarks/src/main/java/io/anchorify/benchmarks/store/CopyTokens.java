package io.anchorify.benchmarks.store;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The fastest way into a table of PostgreSQL that its documentation knows: COPY in its binary format, in one transaction.
 * It takes rows as they come: none is compared with what is there, and no node is told.
 */
final class CopyTokens {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int COLUMNS = 9;
    private static final int NULL = -1;
    private static final int END = -1;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final String table;

    CopyTokens(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Adds the tokens of a series from one number to before another. */
    void copy(TokenSeries series, long from, long to) throws SQLException, IOException {
        connection.setAutoCommit(false);
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String sql =
                "COPY " + table + " (id, owner, label, scopes, hash, created_at, expires_at, last_used_at, revoked_at)"
                        + " FROM STDIN (FORMAT binary)";
        try (DataOutputStream copy =
                new DataOutputStream(new BufferedOutputStream(new PGCopyOutputStream(postgres, sql), BUFFER))) {
            copy.write(SIGNATURE);
            copy.writeInt(0);
            copy.writeInt(0);
            for (long number = from; number < to; number++) {
                write(copy, series.row(number));
            }
            copy.writeShort(END);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void write(DataOutputStream copy, StoredToken stored) throws IOException {
        Token token = stored.token();
        copy.writeShort(COLUMNS);
        write(copy, token.id());
        write(copy, token.owner());
        write(copy, token.label());
        write(copy, token.scopes().isEmpty() ? null : token.scopeText());
        write(copy, stored.hash().bytes());
        write(copy, token.createdAt());
        write(copy, token.expiresAt());
        write(copy, token.lastUsedAt());
        write(copy, token.revokedAt());
    }

    private static void write(DataOutputStream copy, @Nullable String text) throws IOException {
        if (text == null) {
            copy.writeInt(NULL);
        } else {
            write(copy, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(DataOutputStream copy, byte[] bytes) throws IOException {
        copy.writeInt(bytes.length);
        copy.write(bytes);
    }

    private static void write(DataOutputStream copy, @Nullable Instant instant) throws IOException {
        if (instant == null) {
            copy.writeInt(NULL);
        } else {
            copy.writeInt(Long.BYTES);
            copy.writeLong(ChronoUnit.MICROS.between(EPOCH, instant));
        }
    }
}
