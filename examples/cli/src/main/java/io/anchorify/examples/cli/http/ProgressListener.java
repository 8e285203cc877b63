package io.anchorify.examples.cli.http;

import java.time.Duration;

/** Receives the progress of a download at regular intervals. */
@FunctionalInterface
public interface ProgressListener {

    ProgressListener NONE = (received, elapsed) -> {};

    void onProgress(long received, Duration elapsed);
}
