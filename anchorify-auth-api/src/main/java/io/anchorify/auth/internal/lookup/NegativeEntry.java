package io.anchorify.auth.internal.lookup;

import io.anchorify.auth.Authentication.Rejected;

/** A hash that belongs to no usable token. */
public sealed interface NegativeEntry extends LookupResult permits UnknownEntry, EndedEntry {

    /** What a request with this token is told. */
    Rejected answer();
}
