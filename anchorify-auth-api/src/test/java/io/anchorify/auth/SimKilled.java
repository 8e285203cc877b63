package io.anchorify.auth;

/** Ends a thread whose process was killed, or whose run is over: an error, for what the engine catches is exceptions. */
final class SimKilled extends Error {

    SimKilled() {
        super("killed", null, false, false);
    }
}
