package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.testing.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;

/** A container and the variant in which it deploys the application. */
record Deployment(Container container, Variant variant) {

    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    /** Limits the deployments, for mutation tests. */
    private static final int LIMIT = Integer.getInteger("anchorify.deployments", Integer.MAX_VALUE);

    /** Every supported combination. */
    static List<Deployment> all() {
        List<Deployment> all = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            if (variant.virtualThreads() && !HAS_VIRTUAL_THREADS) {
                System.out.println("Skipped: this JDK has no virtual threads");
            } else {
                containers()
                        .filter(container -> container.registrations().contains(variant.registration()))
                        .forEach(container -> all.add(new Deployment(container, variant)));
            }
        }
        return all.subList(0, Math.min(LIMIT, all.size()));
    }

    /** One in each container, for tests that hardly depend on the variant. The long form runs them in every one. */
    static List<Deployment> inEachContainer() {
        return Effort.pick(byCode(), byCode(), all());
    }

    /** One at all, for tests that hardly depend on the container either. The longer forms run them in each container. */
    static List<Deployment> inOneContainer() {
        return Effort.pick(byCode().subList(0, 1), byCode(), all());
    }

    private static List<Deployment> byCode() {
        return all().stream()
                .filter(deployment -> deployment.variant() == Variant.CODE)
                .toList();
    }

    private static Stream<? extends Container> containers() {
        List<? extends Container> found =
                ServiceLoader.load(Container.class).stream().map(Provider::get).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("No container found. Name one in META-INF/services.");
        }
        return found.stream();
    }

    @Override
    public String toString() {
        return container.name() + ", " + variant;
    }
}
