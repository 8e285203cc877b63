package io.anchorify.examples.cli.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives a download in chunks. */
@FunctionalInterface
public interface Sink {

    void write(ByteBuffer bytes) throws IOException;
}
