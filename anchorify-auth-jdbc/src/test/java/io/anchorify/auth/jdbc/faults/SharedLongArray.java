package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An array in a memory-mapped file, shared by several processes. It outlives a killed process, and reading it needs no
 * response from a paused one. Initially all zero.
 */
final class SharedLongArray {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;

    private SharedLongArray(MappedByteBuffer memory) {
        this.memory = memory;
    }

    static SharedLongArray open(Path file, int count) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedLongArray(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long get(int index) {
        return (long) LONGS.getVolatile(memory, index * Long.BYTES);
    }

    void set(int index, long value) {
        LONGS.setVolatile(memory, index * Long.BYTES, value);
    }

    /** For a value with a single writer whose readers may see it slightly late. */
    void setLazily(int index, long value) {
        LONGS.setRelease(memory, index * Long.BYTES, value);
    }
}
