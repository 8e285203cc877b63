package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the files of an H2 database. */
@DisabledOnOs(OS.WINDOWS)
class H2FilePermissionsTest {

    private static final String OWNERS_DIRECTORY = "rwx------";
    private static final String OWNERS_FILE = "rw-------";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "file:%s",
                "nio:%s",
                "async:%s",
                "nioMapped:%s",
                "split:%s",
                "split:20:%s",
                "%s;CACHE_SIZE=1024;TRACE_LEVEL_FILE=1",
                "%s;CIPHER=AES;USER=sa;PASSWORD=files secret"
            })
    void newDatabase_inANewDirectory_isItsOwners(String name) throws Exception {
        Path database = directory.resolve("new/data").resolve("tokens");
        use("jdbc:h2:" + name.formatted(database));

        Map<String, String> permissions = permissions(directory.resolve("new"));
        assertThat(permissions.values()).startsWith(OWNERS_DIRECTORY, OWNERS_DIRECTORY);
        if (!name.startsWith("split:")) {
            assertThat(permissions.values()).endsWith(OWNERS_FILE, OWNERS_FILE).hasSize(4);
        }
    }

    @Test
    void newDatabase_inAnExistingDirectory_isItsOwnersAndTheDirectoryIsNotChanged() throws Exception {
        Path existing = Files.createDirectory(directory.resolve("existing"));
        Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rwxr-xr-x"));
        JdbcTokenStore store =
                JdbcTokenStore.connect("jdbc:h2:" + existing.resolve("tokens")).createSchema();
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT 'written to the trace' FROM nowhere"))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(permissions(existing))
                .containsOnly(
                        Map.entry(existing.toString(), "rwxr-xr-x"),
                        Map.entry(existing.resolve("tokens.mv.db").toString(), OWNERS_FILE),
                        Map.entry(existing.resolve("tokens.trace.db").toString(), OWNERS_FILE));
        store.close();
    }

    @Test
    void existingDatabase_keepsItsPermissions() throws Exception {
        Path database = directory.resolve("tokens");
        use("jdbc:h2:" + database);
        Path file = directory.resolve("tokens.mv.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        use("jdbc:h2:" + database);

        assertThat(permissions(directory).get(file.toString())).isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ifexists=true", "FORBID_CREATION=TRUE"})
    void missingDatabase_thatMustExist_isNotCreated(String setting) throws Exception {
        Path database = directory.resolve("missing/tokens");

        assertThatThrownBy(() -> JdbcTokenStore.connect("jdbc:h2:" + database + ";" + setting));
        assertThat(directory.resolve("missing/tokens.mv.db")).doesNotExist();
    }

    @Test
    void relativeNamesAndTheHomeDirectory_areUnderstood() throws Exception {
        String home = System.getProperty("user.home");
        Path relative = Path.of("target", "h2-permissions-" + System.nanoTime());
        System.setProperty("user.home", directory.toString());
        try {
            H2File.createPrivately("jdbc:h2:~/home/tokens;WRITE_DELAY=0");
        } finally {
            System.setProperty("user.home", home);
        }
        H2File.createPrivately("jdbc:h2:./" + relative + "/tokens");
        H2File.createPrivately("jdbc:h2:implicitly-relative/tokens");
        H2File.createPrivately("jdbc:h2:tcp://localhost/~/tokens");
        H2File.createPrivately("jdbc:h2:mem:tokens");

        assertThat(permissions(directory.resolve("home"))).containsValues(OWNERS_DIRECTORY, OWNERS_FILE);
        assertThat(permissions(relative)).containsValues(OWNERS_DIRECTORY, OWNERS_FILE);
        assertThat(Path.of("implicitly-relative")).doesNotExist();
    }

    private static void use(String url) {
        try (TokenService tokens =
                TokenService.builder(JdbcTokenStore.connect(url).createSchema()).build()) {
            tokens.issue("ada", null);
        }
    }

    private static Map<String, String> permissions(Path root) throws IOException {
        Map<String, String> permissions = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.forEach(path -> permissions.put(path.toString(), permissionsOf(path)));
        }
        return permissions;
    }

    private static String permissionsOf(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
