package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void tokens_inAFile_areForNobodyElseAndEndWithTheWorkload() throws IOException {
        Path tokens;
        try (Workload workload = Workload.create(3)) {
            tokens = workload.tokens();

            assertThat(Accounts.read(tokens)).isEqualTo(workload.accounts());
            assertThat(Files.readAllLines(tokens)).hasSize(3).doesNotContain(workload.strangersToken());
            assertThat(permissions(tokens)).isEqualTo("rw-------");
            assertThat(permissions(tokens.getParent())).isEqualTo("rwx------");
        }
        assertThat(tokens.getParent()).doesNotExist();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
