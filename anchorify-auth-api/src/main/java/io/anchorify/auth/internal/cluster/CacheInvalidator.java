package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.spi.ChangeScope;

/** Removes what a change has made obsolete from this process's cache. */
public interface CacheInvalidator {

    /** Removes everything in the scope of a change. Loads in progress are not stored afterwards either. */
    void invalidate(ChangeScope scope);

    /** Removes everything. Loads in progress are not stored afterwards either. */
    void invalidateAll();
}
