package io.anchorify.benchmarks.request;

import java.lang.reflect.Proxy;

/** Objects that can do nothing: what a light one does not do itself is reported by name, and cannot cost anything unseen. */
final class Throwing {

    private Throwing() {}

    static <T> T instance(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                Throwing.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
                }));
    }
}
