package io.anchorify.auth.internal.usage;

/** A token whose uses are written once per interval. Safe for concurrent use. */
public interface TrackedToken {

    String tokenId();

    /**
     * Claims the write of a use that happens now. Of any number of concurrent callers at most one per interval succeeds.
     *
     * @return whether the caller has to write; the next write is then due one interval after this time
     */
    boolean claimWrite(long nanoTime, long interval);

    /** Makes the next write due at a time, because a claimed one could not be made. */
    void deferWriteUntil(long nanoTime);
}
