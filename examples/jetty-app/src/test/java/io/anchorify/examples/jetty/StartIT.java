package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application with invalid settings: it prints one line and exits with code 1. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartIT {

    @TempDir
    private Path directory;

    @Test
    void start_withoutSettings_createsItsDatabaseInTheWorkingDirectory() throws Exception {
        try (AppProcess app = AppProcess.start(directory, Map.of())) {
            assertThat(app.url()).startsWith("http://localhost:");
            app.terminate();
            assertThat(app.exitCode()).isZero();
        }
        assertThat(directory.resolve("anchorify-data/anchorify.mv.db")).exists();
    }

    @Test
    void start_withInvalidSetting_namesIt() throws Exception {
        assertThat(startFailing(Map.of("ANCHORIFY_PORT", "eighty")))
                .containsExactly(
                        "Anchorify cannot start: ANCHORIFY_PORT must be a number from 0 to 65535, not 'eighty'");
    }

    @Test
    void start_onOccupiedPort_namesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(startFailing(Map.of("ANCHORIFY_PORT", String.valueOf(taken.getLocalPort()))))
                    .singleElement()
                    .asString()
                    .startsWith("Anchorify cannot start: Cannot listen on port " + taken.getLocalPort() + " (")
                    .endsWith("). Set ANCHORIFY_PORT to a free port");
        }
    }

    @Test
    void start_withoutDatabase_omitsThePassword() throws Exception {
        Map<String, String> environment = Map.of(
                "ANCHORIFY_PORT", "0",
                "ANCHORIFY_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/x",
                "ANCHORIFY_JDBC_USER", "ada",
                "ANCHORIFY_JDBC_PASSWORD", "hunter2");
        assertThat(startFailing(environment))
                .singleElement()
                .asString()
                .startsWith(
                        "Anchorify cannot start: Cannot connect to the token database: Connection to 127.0.0.1:1 refused. ");
        assertThat(Files.readString(directory.resolve("stderr.txt"))).doesNotContain("hunter2");
    }

    @Test
    void start_onAnH2FileThatAnotherProcessUses_saysSo() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("db");
        try (JdbcTokenStore other = JdbcTokenStore.connect(url, "sa", "")) {
            other.createSchema();
            assertThat(startFailing(Map.of("ANCHORIFY_PORT", "0", "ANCHORIFY_JDBC_URL", url)))
                    .singleElement()
                    .asString()
                    .startsWith("Anchorify cannot start: Cannot connect to the token database:"
                            + " Database may be already in use: ");
        }
    }

    @Test
    void start_onReadOnlyDatabase_saysSo() throws Exception {
        String url = "jdbc:h2:" + directory.resolve("db");
        JdbcTokenStore.connect(url, "sa", "").createSchema().close();
        Map<String, String> environment = Map.of(
                "ANCHORIFY_PORT", "0", "ANCHORIFY_JDBC_URL", url + ";ACCESS_MODE_DATA=r", "ANCHORIFY_JDBC_USER", "sa");
        assertThat(startFailing(environment))
                .singleElement()
                .asString()
                .startsWith(
                        "Anchorify cannot start: The token database rejected a test: The database is read only. Its");
    }

    private List<String> startFailing(Map<String, String> environment) throws Exception {
        Path errors = directory.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        AppProcess.java("java"), "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("anchorify.app"))
                .directory(directory.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.getInputStream().readAllBytes()).isEmpty();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(errors);
    }
}
