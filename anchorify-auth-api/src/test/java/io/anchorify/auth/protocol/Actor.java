package io.anchorify.auth.protocol;

/** Somebody who takes steps of its own, at any speed, or none for ever. */
interface Actor {

    /** Names every step that it may take in this state, which it leaves as it is. */
    void moves(State state, Moves moves);
}
