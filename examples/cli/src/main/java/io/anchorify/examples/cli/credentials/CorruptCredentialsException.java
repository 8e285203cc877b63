package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.nio.file.Path;

/** The credentials file is invalid. Only a login may replace it. */
public final class CorruptCredentialsException extends Failure {

    private static final long serialVersionUID = 1L;

    CorruptCredentialsException(Path file) {
        super(
                ExitCode.NO_CREDENTIALS,
                file + " is not a valid credentials file. Fix it, or replace it with 'anchorify login --host URL'.");
    }
}
