package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.auth.testing.Effort;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The memory of the application, under attack and when it is exhausted. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MemoryIT {

    /** Together larger than the heap, which has 256 MB in the long form and 64 MB otherwise. */
    private static final int FORMS = Effort.pick(320, 320, 1400);

    private static final String HEAP = Effort.pick("-Xmx64m", "-Xmx64m", "-Xmx256m");

    @TempDir
    private Path directory;

    @Test
    void forms_ofVisitors_occupyNoMemory() throws Exception {
        String form = "x=" + "y".repeat(190_000);
        String request = "POST /dashboard/tokens HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded"
                + "\r\nContent-Length: " + form.length() + "\r\n\r\n" + form;
        try (AppProcess app = AppProcess.start(directory, Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:x"), HEAP)) {
            for (int i = 0; i < FORMS; i++) {
                RawHttp.exchange(app.port(), request);
            }
            assertThat(RawHttp.get(app.port(), "/health/ready").status()).isEqualTo(200);
            assertThat(RawHttp.get(app.port(), "/login").status()).isEqualTo(200);
        }
    }

    @Test
    void process_withoutMemory_exits() throws Exception {
        Process process = startWithHog();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).startsWith("Anchorify is ready at ");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(OutOfMemoryExit.CODE);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(directory.resolve("stderr.txt"))).contains("Anchorify is out of memory and exits.");
    }

    private Process startWithHog() throws Exception {
        String testClasses = Path.of(MemoryIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                        AppProcess.java("java"),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("anchorify.app") + File.pathSeparator + testClasses,
                        Hog.class.getName())
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile());
        builder.environment().put("ANCHORIFY_PORT", "0");
        builder.environment().put("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:x");
        return builder.start();
    }

    /** Runs the application and then occupies the memory, without an error that reaches the end of a thread. */
    static final class Hog {

        private static final List<byte[]> OCCUPIED = new ArrayList<>(1_000_000);

        public static void main(String[] args) throws Exception {
            Main.main(args);
            for (int size = 1024 * 1024; size >= 16; ) {
                try {
                    OCCUPIED.add(new byte[size]);
                } catch (OutOfMemoryError e) {
                    size /= 2;
                }
            }
            Thread.currentThread().join();
        }
    }
}
