package io.anchorify.examples.jetty;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when its memory is exhausted, as the option {@code -XX:+ExitOnOutOfMemoryError} does, which a jar
 * cannot set. Jetty catches the errors of requests and goes on without memory, so a thread tries to allocate some every
 * second.
 */
final class OutOfMemoryExit {

    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int CODE = 3;

    private static final Logger LOGGER = System.getLogger(OutOfMemoryExit.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int PROBE_BYTES = 256 * 1024;

    /** Created while there is memory: {@code System.err} needs some. */
    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private static final byte[] MESSAGE =
            "Anchorify is out of memory and exits. Increase the heap with the option -Xmx.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private OutOfMemoryExit() {}

    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(OutOfMemoryExit::onUncaught);
        Thread probe = new Thread(OutOfMemoryExit::probe, "anchorify-memory");
        probe.setDaemon(true);
        probe.start();
    }

    private static void onUncaught(Thread thread, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            exit();
        }
        LOGGER.log(Level.ERROR, "The thread " + thread.getName() + " ended unexpectedly", failure);
    }

    private static void probe() {
        try {
            while (true) {
                allocate();
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            }
        } catch (OutOfMemoryError e) {
            exit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not keep the memory while the thread sleeps: the next attempt would only get the same memory again. */
    private static void allocate() {
        byte[] allocated = new byte[PROBE_BYTES];
        try {
            allocated[0] = 1;
        } finally {
            // Without a use, the compiler could omit the allocation.
            Reference.reachabilityFence(allocated);
        }
    }

    /** Halts, because shutdown hooks need memory. */
    private static void exit() {
        try {
            STDERR.write(MESSAGE);
        } catch (IOException e) {
            // The exit code says it too.
        } finally {
            Runtime.getRuntime().halt(CODE);
        }
    }
}
