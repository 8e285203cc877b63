package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.AtomicFile;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.http.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file of an option {@code -o}. It appears only when it is complete, with mode 0600. */
record OutputFile(Path target, Disk disk) {

    /** Writes the content. */
    @FunctionalInterface
    interface Content {

        void writeTo(Sink sink) throws IOException;
    }

    void write(Content content) {
        requireRegular();
        try (AtomicFile output = AtomicFile.replacing(target, disk)) {
            content.writeTo(output::write);
            output.commit();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "Cannot write " + target + ": " + IoErrors.describe(e)
                            + ". Free disk space or choose another file, and try again.");
        }
    }

    /** Renaming a file over a device or a link would replace it, not write to it. */
    private void requireRegular() {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(
                    ExitCode.USAGE,
                    target + " is not a regular file. Choose another file, or omit -o and redirect stdout.");
        }
    }
}
