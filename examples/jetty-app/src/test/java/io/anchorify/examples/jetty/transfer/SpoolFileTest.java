package io.anchorify.examples.jetty.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SpoolFileTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @Test
    void content_afterCopying_isWhatWasRead() throws IOException {
        byte[] input = {0, 1, -1, 127, -128};
        try (SpoolFile spool = new SpoolFile(input.length)) {
            InputStream copying = spool.copying(new ByteArrayInputStream(input));
            assertThat(copying.read()).isZero();
            assertThat(copying.readAllBytes()).isEqualTo(new byte[] {1, -1, 127, -128});
            assertThat(copying.read()).isEqualTo(-1);

            assertThat(spool.content().readAllBytes()).isEqualTo(input);
            assertThat(spool.content().readAllBytes()).isEqualTo(input);
        }
    }

    @Test
    void input_longerThanTheLimit_isRefused() throws IOException {
        try (SpoolFile spool = new SpoolFile(4)) {
            InputStream copying = spool.copying(new ByteArrayInputStream(new byte[5]));

            assertThatThrownBy(copying::readAllBytes)
                    .isInstanceOf(ImportTooLargeException.class)
                    .hasMessage("An import must have at most 4 bytes.");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void file_isPrivate_andHasNoNameWhileItIsOpen() throws IOException {
        List<Path> before = spoolFiles();
        try (SpoolFile spool = new SpoolFile(4)) {
            assertThat(spool.content()).isEmpty();
            List<Path> opened =
                    spoolFiles().stream().filter(file -> !before.contains(file)).toList();

            assertThat(opened).singleElement().satisfies(file -> {
                assertThat(Files.readSymbolicLink(file).toString()).endsWith(" (deleted)");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
        assertThat(spoolFiles()).isEqualTo(before);
    }

    /** The open spool files of this process. */
    private static List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.filter(SpoolFileTest::isSpoolFile).toList();
        }
    }

    private static boolean isSpoolFile(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().contains("anchorify-import-");
        } catch (IOException e) {
            // Closed in the meantime.
            return false;
        }
    }
}
