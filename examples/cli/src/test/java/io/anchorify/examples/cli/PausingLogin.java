package io.anchorify.examples.cli;

import com.sun.security.auth.module.UnixSystem;
import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Pause;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.credentials.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Writes a credentials file, and stops in the middle until it is killed. */
final class PausingLogin {

    private PausingLogin() {}

    /** Where to stop: before a step, or in the middle of the writing. */
    enum Step {
        CREATE,
        WRITE,
        HALF_WRITTEN,
        FORCE,
        RENAME,
        FORCE_DIRECTORY
    }

    /** Takes the step, the directory, the host and the token. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[1]);
        new CredentialsFile(
                        directory,
                        () -> new UnixSystem().getUid(),
                        new PausingDisk(Step.valueOf(arguments[0])),
                        Pause::sleep)
                .save(new Credentials(
                        Host.parse(arguments[2], "a test", ExitCode.USAGE), BearerToken.of(arguments[3], "a test")));
    }

    /** The disk of this machine up to a step. */
    private static final class PausingDisk extends Disk.Real {

        private final Step last;

        private PausingDisk(Step last) {
            this.last = last;
        }

        @Override
        public FileChannel create(Path file) throws IOException {
            pauseAt(Step.CREATE);
            return super.create(file);
        }

        @Override
        public void write(FileChannel file, ByteBuffer bytes) throws IOException {
            pauseAt(Step.WRITE);
            int half = bytes.remaining() / 2;
            super.write(file, bytes.slice(0, half));
            pauseAt(Step.HALF_WRITTEN);
            super.write(file, bytes.position(half));
        }

        @Override
        public void force(FileChannel file) throws IOException {
            pauseAt(Step.FORCE);
            super.force(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            pauseAt(Step.RENAME);
            super.rename(from, to);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            pauseAt(Step.FORCE_DIRECTORY);
            super.forceDirectory(directory);
        }

        private void pauseAt(Step step) {
            if (step == last) {
                System.out.println("at " + step);
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }
}
