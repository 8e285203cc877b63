package io.anchorify.examples.cli.http;

import java.time.Duration;

/** Is told now and then how far a long download has come. */
@FunctionalInterface
public interface Watch {

    Watch NONE = (received, elapsed) -> {};

    void at(long received, Duration elapsed);
}
