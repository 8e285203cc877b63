package io.anchorify.auth.simulation;

import java.time.Instant;
import java.util.List;

/**
 * The begin of a request, or of a rotation.
 *
 * @param at the simulated time
 * @param wall the wall clock of the host
 * @param endedBy the changes that have ended the token
 */
record RequestStart(SimulatedToken token, SimulatedHost host, long at, Instant wall, List<SentChange> endedBy) {}
