package io.anchorify.examples.cli.common;

/** What the command tells whoever started it. */
public enum ExitCode {
    /** It is done. */
    DONE(0),
    /** The server refused, or something failed for which there is no code of its own. */
    REFUSED(1),
    /** The command line cannot be understood. */
    USAGE(2),
    /** There is no token or no host to use, or the file that holds them cannot be trusted. */
    NO_CREDENTIALS(3),
    /** There is no Anchorify server to talk to. */
    UNREACHABLE(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
