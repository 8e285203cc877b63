package io.anchorify.examples.cli;

import com.sun.security.auth.module.UnixSystem;
import io.anchorify.examples.cli.SteppedDisk.Step;
import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Sleeper;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.CredentialsFile;
import io.anchorify.examples.cli.credentials.Host;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Writes a credentials file and stops at a step until the process is killed. */
final class PausingLogin {

    private PausingLogin() {}

    /** Takes the step, the directory, the host and the token. */
    public static void main(String[] arguments) {
        Step last = Step.valueOf(arguments[0]);
        SteppedDisk disk = new SteppedDisk(step -> pauseAt(step, last));
        new CredentialsFile(Path.of(arguments[1]), () -> new UnixSystem().getUid(), disk, Sleeper.system())
                .save(new Credentials(
                        Host.parse(arguments[2], "a test", ExitCode.USAGE), BearerToken.of(arguments[3], "a test")));
    }

    private static void pauseAt(Step step, Step last) {
        if (step == last) {
            System.out.println("at " + step);
            while (true) {
                LockSupport.park();
            }
        }
    }
}
