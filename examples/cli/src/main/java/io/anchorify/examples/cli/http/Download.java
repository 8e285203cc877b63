package io.anchorify.examples.cli.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Passes a body to a sink chunk by chunk and counts bytes. Requests the next chunk after the sink took the last one. */
final class Download implements BodySubscriber<byte[]> {

    static final String NDJSON = "application/x-ndjson";

    private final Sink sink;
    private final AtomicLong received;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    Download(Sink sink, AtomicLong received) {
        this.sink = sink;
        this.received = received;
    }

    /** The sink failed, not the server. */
    static final class SinkException extends IOException {

        private static final long serialVersionUID = 1L;

        private final IOException failure;

        SinkException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (subscription == null || result.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                received.addAndGet(buffer.remaining());
                sink.write(buffer);
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            result.completeExceptionally(new SinkException(e));
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(new byte[0]);
    }
}
