package io.anchorify.auth.protocol;

import java.util.function.Consumer;

/** Takes what may happen next: any one of the moves that are named for a state may be the one that does. */
interface Moves {

    /** The actor may do this, which changes a copy of the state in that way. */
    void may(String actor, String move, Consumer<State> change);
}
