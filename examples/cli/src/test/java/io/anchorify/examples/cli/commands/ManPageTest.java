package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.common.ExitCode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The manual page describes the commands as they are. With {@code -Danchorify.docs=write}, the test updates it first. */
class ManPageTest extends CommandTest {

    private static final Path PAGE = Path.of("man/anchorify.1");

    @Test
    void manPage_inTheRepository_isUpToDate() throws Exception {
        String expected = ManPage.of(Cli.all(CommandContext.of(cli.context(new ByteArrayOutputStream()))));
        if ("write".equals(System.getProperty("anchorify.docs"))) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE)
                .as("Run this test with -Danchorify.docs=write to update it")
                .content()
                .isEqualTo(expected);
    }

    @Test
    void manPage_exitStatus_listsAllCodes() throws Exception {
        String page = Files.readString(PAGE);

        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("\n.B " + code.number() + "\n");
        }
    }

    /** Continuous integration installs man-db and fails on skipped tests. */
    @Test
    void manPage_formattedByMan_hasNoWarnings() throws Exception {
        Path warnings = home.resolve("warnings");
        Path text = home.resolve("text");
        ProcessBuilder man =
                new ProcessBuilder("man", "--warnings", "--encoding=UTF-8", "--local-file", PAGE.toString());
        man.environment().put("MANWIDTH", "100");
        man.environment().put("LC_ALL", "C.UTF-8");
        man.redirectOutput(text.toFile()).redirectError(warnings.toFile());
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "man-db is not installed");
        assertThat(man.start().waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(warnings).isEmptyFile();
        assertThat(text).content().contains("EXIT STATUS", "--token-stdin");
    }
}
