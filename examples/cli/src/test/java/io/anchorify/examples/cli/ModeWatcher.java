package io.anchorify.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Samples the modes of a directory and its entries in a busy loop. */
final class ModeWatcher implements AutoCloseable {

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong samples = new AtomicLong();
    private final Path root;
    private final Thread thread;
    private volatile boolean isStopped;

    ModeWatcher(Path root) {
        this.root = root;
        thread = new Thread(this::watch, "mode-watcher");
        thread.start();
    }

    /** Modes and names, as in {@code rw------- auth.json}. */
    Set<String> seen() {
        return seen;
    }

    long samples() {
        return samples.get();
    }

    void stop() throws InterruptedException {
        isStopped = true;
        thread.join();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private void watch() {
        while (!isStopped) {
            look(root);
            samples.incrementAndGet();
        }
    }

    private void look(Path entry) {
        try {
            seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS))
                    + " " + entry.getFileName());
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> entries = Files.list(entry)) {
                    entries.forEach(this::look);
                }
            }
        } catch (NoSuchFileException e) {
            // Not created yet, or renamed by now.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
