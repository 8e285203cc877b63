package io.anchorify.examples.cli.commands;

/** Prints a message if the process is interrupted, for example by Ctrl-C, before {@link #end}. */
final class CancelNotice {

    private final Thread hook;

    private CancelNotice(Thread hook) {
        this.hook = hook;
    }

    static CancelNotice start(Output output) {
        Thread hook = new Thread(
                () -> output.note("\nLogin cancelled. Nothing was stored. Run 'anchorify login' to try again."));
        Runtime.getRuntime().addShutdownHook(hook);
        return new CancelNotice(hook);
    }

    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the message is printed.
        }
    }
}
