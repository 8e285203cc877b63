package io.anchorify.benchmarks.stack;

import io.anchorify.benchmarks.Command;
import io.anchorify.benchmarks.UsageException;

/** Whole servers, side by side or one from within. */
public final class StackCommand implements Command {

    /** The same each time. */
    public StackCommand() {}

    @Override
    public String summary() {
        return "what authentication costs a whole server under the load of wrk; --steps and --profile say where it goes";
    }

    @Override
    public int run(String... arguments) throws Exception {
        StackOptions options = parse(arguments);
        try {
            Stack.run(options);
            return 0;
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static StackOptions parse(String... arguments) throws UsageException {
        try {
            return StackOptions.parse(arguments);
        } catch (StackException e) {
            throw new UsageException(e.getMessage() + "\n" + StackOptions.USAGE);
        }
    }
}
