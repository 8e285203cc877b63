package io.anchorify.benchmarks;

/** One measurement that can be asked for by name. */
public interface Command {

    /** {@return what it measures and which options it takes, in a line} */
    String summary();

    /**
     * Measures, and prints what it found.
     *
     * @param arguments what stood behind the name
     * @return the exit code: 0 if all is well, 1 if a ratio is broken
     * @throws UsageException if the arguments are of no use; the message says why
     * @throws Exception if it could not be measured
     */
    int run(String... arguments) throws Exception;
}
