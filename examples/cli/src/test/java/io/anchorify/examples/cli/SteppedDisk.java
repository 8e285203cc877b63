package io.anchorify.examples.cli;

import io.anchorify.examples.cli.common.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Calls a hook before each step of replacing a file, and in the middle of writing it. */
public final class SteppedDisk extends Disk.Real {

    private final Hook hook;

    /** The steps in their order. */
    public enum Step {
        CREATE,
        WRITE,
        HALF_WRITTEN,
        FORCE,
        RENAME,
        FORCE_DIRECTORY
    }

    /** Runs before a step. */
    @FunctionalInterface
    public interface Hook {

        void before(Step step) throws IOException;
    }

    public SteppedDisk(Hook hook) {
        this.hook = hook;
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        hook.before(Step.CREATE);
        return super.create(file);
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
        hook.before(Step.WRITE);
        int half = bytes.remaining() / 2;
        super.write(file, bytes.slice(0, half));
        hook.before(Step.HALF_WRITTEN);
        super.write(file, bytes.position(half));
    }

    @Override
    public void force(FileChannel file) throws IOException {
        hook.before(Step.FORCE);
        super.force(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        hook.before(Step.RENAME);
        super.rename(from, to);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        hook.before(Step.FORCE_DIRECTORY);
        super.forceDirectory(directory);
    }
}
