package io.anchorify.examples.jetty.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Session attributes that two concurrent first requests create. */
class SessionAttributeTest {

    /** Not the common pool, which has one thread on two cores. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("forms", (Function<HttpSession, Object>) FormIds::of),
                Arguments.of("CSRF token", (Function<HttpSession, Object>) session -> CsrfToken.of(session)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void sessionAttribute_requestedConcurrently_isCreatedOnce(String name, Function<HttpSession, Object> value) {
        HttpSession session = session();
        CompletableFuture<Object> one = CompletableFuture.supplyAsync(() -> value.apply(session), OWN_THREAD);
        CompletableFuture<Object> other = CompletableFuture.supplyAsync(() -> value.apply(session), OWN_THREAD);

        assertThat(one.join()).isEqualTo(other.join());
        assertThat(value.apply(session)).isEqualTo(one.join());
    }

    /** Blocks a reader until the other one has read too, or for half a second. */
    private HttpSession session() {
        Map<Object, Object> attributes = new ConcurrentHashMap<>();
        return (HttpSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpSession.class}, (proxy, method, args) -> {
                    if (method.getName().equals("setAttribute")) {
                        return attributes.put(args[0], args[1]);
                    }
                    Object found = attributes.get(args[0]);
                    awaitOther();
                    return found;
                });
    }

    private void awaitOther() throws InterruptedException {
        try {
            bothHaveRead.await(500, TimeUnit.MILLISECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            // Expected: the lock keeps the other thread from reading.
        }
    }
}
