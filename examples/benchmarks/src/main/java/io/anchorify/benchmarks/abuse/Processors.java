package io.anchorify.benchmarks.abuse;

import com.sun.management.OperatingSystemMXBean;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;

/** The processor time that this JVM and the database have taken. */
final class Processors {

    private final OperatingSystemMXBean jvm = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ProcessHandle database;

    Processors(DatabaseServer server) {
        database = ProcessHandle.of(pidOf(server)).orElseThrow();
    }

    long jvmNanos() {
        return jvm.getProcessCpuTime();
    }

    /** Of its processes that still run; those that serve a pool do. */
    long databaseNanos() {
        return Stream.concat(Stream.of(database), database.descendants())
                .mapToLong(process ->
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
    }

    private static long pidOf(DatabaseServer server) {
        try {
            return Long.parseLong(Files.readAllLines(server.data().resolve("postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
