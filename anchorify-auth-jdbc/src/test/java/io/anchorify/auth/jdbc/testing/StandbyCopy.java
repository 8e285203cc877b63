package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies the data of a running PostgreSQL server for a standby, as pg_basebackup does, which the package lacks. */
final class StandbyCopy {

    private final DatabaseServer primary;
    private final int port;

    StandbyCopy(DatabaseServer primary, int port) {
        this.primary = primary;
        this.port = port;
    }

    void to(Path data) {
        try (Connection connection = DriverManager.getConnection(primary.url(), primary.user(), primary.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            Directories.copy(primary.data(), data);
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(data.resolve("backup_label"), label.getString(1));
            }
            follow(data);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(Path data) throws IOException {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.writeString(data.resolve("standby.signal"), "");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + primary.user() + "'\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
