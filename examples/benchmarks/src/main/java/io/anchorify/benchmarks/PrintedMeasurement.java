package io.anchorify.benchmarks;

/**
 * A measurement that prints its tables and has nothing to say about them.
 *
 * @param summary what it measures and which options it takes, in a line
 * @param body measures
 */
record PrintedMeasurement(String summary, Body body) implements Command {

    @Override
    public int run(String... arguments) throws Exception {
        try {
            body.measure(arguments);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** What is done. */
    @FunctionalInterface
    interface Body {

        void measure(String... arguments) throws Exception;
    }
}
