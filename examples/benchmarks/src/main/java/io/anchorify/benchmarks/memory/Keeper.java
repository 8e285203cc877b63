package io.anchorify.benchmarks.memory;

/** What keeps the tokens that it has looked up once: the library, or what an application does by hand. */
interface Keeper extends AutoCloseable {

    /** Checks a token as a request does. */
    boolean accepts(String presented);

    /** How many tokens were looked up in the store, because they were not kept. */
    long lookups();

    /** Does the work that waits, so that it is not counted as kept. */
    void settle();

    @Override
    void close();
}
