package io.anchorify.auth.model;

import java.util.function.Consumer;

/** Receives the moves that are possible in a state. Any one of them may happen next. */
interface Moves {

    /** Adds a move of an actor, and how it changes a copy of the state. */
    void may(String actor, String move, Consumer<State> change);
}
