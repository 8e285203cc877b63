package io.anchorify.auth.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FenceTest {

    @Test
    void move_whileAResultIsBeingStored_waits() throws Exception {
        Fence fence = new Fence();
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayStore = new CountDownLatch(1);
        long before = fence.position();
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> fence.ifUnmoved(before, () -> {
            storing.countDown();
            await(mayStore);
        }));
        await(storing);
        Thread mover = new Thread(fence::move);
        mover.start();
        Awaitility.await().until(() -> mover.getState() == Thread.State.WAITING);
        assertThat(fence.position()).isEqualTo(before);

        mayStore.countDown();
        store.get(10, TimeUnit.SECONDS);
        mover.join(Duration.ofSeconds(10).toMillis());
        assertThat(fence.position()).isNotEqualTo(before);
        fence.ifUnmoved(before, () -> {
            throw new AssertionError("The fence has moved");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
