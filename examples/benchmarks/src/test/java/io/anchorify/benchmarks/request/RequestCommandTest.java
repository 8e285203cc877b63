package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.benchmarks.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That rounds are run and counted; what they measure in so short a time is nothing. */
@Timeout(120)
class RequestCommandTest {

    /** JMH runs once at a time on a machine unless told that it may. */
    private static final String MAY_RUN_BESIDE_OTHERS = "jmh.ignoreLock";

    private static final List<String> SHORT =
            List.of("-p", "count=100", "-wi", "1", "-w", "1ms", "-i", "1", "-r", "1ms", "-jvmArgs", "-Xmx256m");

    @TempDir
    private Path directory;

    @BeforeAll
    static void runBesideOthers() {
        System.setProperty(MAY_RUN_BESIDE_OTHERS, "true");
    }

    @AfterAll
    static void runAloneAgain() {
        System.clearProperty(MAY_RUN_BESIDE_OTHERS);
    }

    @Test
    void file_ofResults_hasThoseOfAllRounds() throws Exception {
        Path file = directory.resolve("results.csv");

        run("FilterBenchmark.malformed$", "-f", "2", "-rf", "csv", "-rff", file.toString());

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("malformed\""))
                .hasSize(2);
    }

    /** Their threads wait for one another, which ends only if each has a carrier. */
    @Test
    void virtualThreads_moreThanProcessors_comeToAnEnd() throws Exception {
        String[] options = {"FilterBenchmark.filter$", "--virtual", "-t", "8", "-f", "1"};
        if (Runtime.version().feature() < 21) {
            assertThatThrownBy(() -> run(options))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("21");
        } else {
            run(options);
        }
    }

    @Test
    void rounds_fewerThanOne_areRefused() {
        assertThatThrownBy(() -> run("nothing", "-f", "0"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("at least 1");
    }

    private static void run(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(SHORT);
        assertThat(new RequestCommand().run(all.toArray(new String[0]))).isZero();
    }
}
