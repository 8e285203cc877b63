package io.anchorify.auth.model;

/** A process or thread that takes steps independently of all others, at any speed. It may also stop. */
interface Actor {

    /** Lists every step that it may take in this state, without changing the state. */
    void moves(State state, Moves moves);
}
