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

/** What a session is given with its first page, of which a browser may ask for two at once. */
class SessionValueTest {

    /** The common pool of a machine with two cores has one thread, in which nothing is at once. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final CyclicBarrier bothHaveLooked = new CyclicBarrier(2);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("forms", (Function<HttpSession, Object>) FormIds::of),
                Arguments.of("CSRF token", (Function<HttpSession, Object>) CsrfToken::of));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void sessionValue_askedForByTwoAtOnce_isTheSameForBoth(String name, Function<HttpSession, Object> value) {
        HttpSession session = session();
        CompletableFuture<Object> one = CompletableFuture.supplyAsync(() -> value.apply(session), OWN_THREAD);
        CompletableFuture<Object> other = CompletableFuture.supplyAsync(() -> value.apply(session), OWN_THREAD);

        assertThat(one.join()).isEqualTo(other.join());
        assertThat(value.apply(session)).isEqualTo(one.join());
    }

    /** Holds whoever looks for a value until another one has looked too, or cannot. */
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
            bothHaveLooked.await(500, TimeUnit.MILLISECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            // The other one is kept from looking, which is what is wanted.
        }
    }
}
