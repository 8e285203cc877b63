package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a connection. Like TCP, it delays bytes but never drops them. */
final class ProxyFlow {

    private static final int CHUNK = 16 * 1024;
    private static final int MAX_CHUNKS = 64;

    private final SocketChannel from;
    private final SocketChannel to;
    private final SelectionKey reading;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private boolean ended;
    private long lastWritten = System.nanoTime();

    ProxyFlow(SocketChannel from, SocketChannel to, SelectionKey reading) {
        this.from = from;
        this.to = to;
        this.reading = reading;
    }

    /** Returns whether there can be more bytes. */
    boolean move(boolean holds, Duration delay, LinkState link, long now) throws IOException {
        read(link.losesNotifications(), now);
        if (!holds) {
            write(now - delay.toNanos(), allowance(link, now));
        }
        return !ended || !chunks.isEmpty();
    }

    boolean isWaiting() {
        return !chunks.isEmpty();
    }

    private void read(boolean losesNotifications, long now) throws IOException {
        while (!ended && chunks.size() < MAX_CHUNKS) {
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
            int count = from.read(bytes);
            if (count == 0) {
                break;
            }
            ended = count < 0;
            if (count > 0) {
                chunks.add(new Chunk(losesNotifications ? withoutNotifications(bytes.flip()) : bytes.flip(), now));
            }
        }
        reading.interestOps(ended || chunks.size() == MAX_CHUNKS ? 0 : SelectionKey.OP_READ);
    }

    private void write(long arrivedBefore, int atMost) throws IOException {
        int left = atMost;
        while (left > 0 && !chunks.isEmpty() && chunks.peek().arrived() - arrivedBefore <= 0) {
            ByteBuffer bytes = chunks.peek().bytes();
            int part = Math.min(bytes.remaining(), left);
            int written = to.write(bytes.slice(bytes.position(), part));
            bytes.position(bytes.position() + written);
            left -= written;
            if (bytes.hasRemaining()) {
                break;
            }
            chunks.remove();
        }
    }

    /** How many bytes may be sent now. An unused allowance expires. */
    private int allowance(LinkState link, long now) {
        if (link.bytesPerSecond() == Integer.MAX_VALUE || chunks.isEmpty()) {
            lastWritten = now;
            return Integer.MAX_VALUE;
        }
        int allowed = (int) ((now - lastWritten) / 1e9 * link.bytesPerSecond());
        lastWritten = allowed > 0 ? now : lastWritten;
        return allowed;
    }

    /** Makes the node listen to another channel. A short statement arrives in one piece. */
    private static ByteBuffer withoutNotifications(ByteBuffer bytes) {
        String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        return text.contains("LISTEN")
                ? ByteBuffer.wrap(text.replace("changes", "nothing").getBytes(StandardCharsets.ISO_8859_1))
                : bytes;
    }

    private record Chunk(ByteBuffer bytes, long arrived) {}
}
