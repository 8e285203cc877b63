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
 * Numbers that processes share: a file that each of them maps. What a process wrote outlives it, even if it is killed,
 * and a reader needs no answer from a process that is stopped. All zero at first.
 */
final class SharedLongs {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;

    private SharedLongs(MappedByteBuffer memory) {
        this.memory = memory;
    }

    static SharedLongs open(Path file, int count) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedLongs(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * Long.BYTES));
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

    /** For a number that only one thread writes, and whose readers can be a little late. */
    void setLazily(int index, long value) {
        LONGS.setRelease(memory, index * Long.BYTES, value);
    }
}
