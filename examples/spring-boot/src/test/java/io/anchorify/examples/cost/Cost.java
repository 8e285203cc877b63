package io.anchorify.examples.cost;

/**
 * What something costs.
 *
 * @param nanos the time until it was done
 * @param processorNanos the processor time of the application, which depends less on what else the machine does
 */
record Cost(long nanos, long processorNanos) {}
