package io.anchorify.auth;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Where real threads come from: virtual ones, which take turns at less cost, on a JDK that has them. */
final class SimThreads {

    private static final @Nullable Method VIRTUAL = virtual();

    private SimThreads() {}

    static Thread start(Runnable task) {
        if (VIRTUAL != null) {
            try {
                return (Thread) VIRTUAL.invoke(null, task);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        Thread thread = new Thread(task, "simulation");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static @Nullable Method virtual() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
