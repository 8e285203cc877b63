package io.anchorify.examples.cli.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a download piece by piece. */
@FunctionalInterface
public interface Sink {

    void write(ByteBuffer bytes) throws IOException;
}
