package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.nio.file.Path;

/** The credentials file is not what a login writes. Only another login may replace it. */
public final class CorruptCredentialsException extends Failure {

    private static final long serialVersionUID = 1L;

    CorruptCredentialsException(Path file) {
        super(
                ExitCode.NO_CREDENTIALS,
                file + " is not the JSON object that a login writes: put it right, or replace it with"
                        + " 'anchorify login --host URL'.");
    }
}
