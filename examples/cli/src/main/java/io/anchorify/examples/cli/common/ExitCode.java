package io.anchorify.examples.cli.common;

/** The exit codes of the command. */
public enum ExitCode {
    /** Success. */
    DONE(0),
    /** The server refused the request, or an error without a code of its own. */
    REFUSED(1),
    /** The command line, or an input that it names, is invalid. */
    USAGE(2),
    /** The token or the host is missing, or the credentials file cannot be trusted. */
    NO_CREDENTIALS(3),
    /** No Anchorify server could be reached. */
    UNREACHABLE(4),
    /** The reader of stdout ended first: 128 + SIGPIPE, as a shell reports it for other commands. Nothing is printed. */
    OUTPUT_CLOSED(141);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
