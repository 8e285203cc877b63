package io.anchorify.auth.simulation;

/** Ends a thread when its process is killed or the run is over. An error, because the engine catches exceptions. */
final class ThreadKilled extends Error {

    ThreadKilled() {
        super("killed", null, false, false);
    }
}
