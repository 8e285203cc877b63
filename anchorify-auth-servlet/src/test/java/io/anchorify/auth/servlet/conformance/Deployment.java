package io.anchorify.auth.servlet.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;

/** A container, not started yet, and how the application is going to be deployed in it. */
record Deployment(Container container, Variant variant) {

    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    /** How many of the deployments are tried, for a run that is after something else. */
    private static final int MOST = Integer.getInteger("anchorify.deployments", Integer.MAX_VALUE);

    /** Everything that is possible here. */
    static List<Deployment> all() {
        List<Deployment> all = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            if (variant.virtualThreads() && !HAS_VIRTUAL_THREADS) {
                System.out.println("Not tried on virtual threads: this JDK has none");
            } else {
                containers()
                        .filter(container -> container.registrations().contains(variant.registration()))
                        .forEach(container -> all.add(new Deployment(container, variant)));
            }
        }
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static Stream<? extends Container> containers() {
        List<? extends Container> found =
                ServiceLoader.load(Container.class).stream().map(Provider::get).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("There is no container to try; name one in META-INF/services");
        }
        return found.stream();
    }

    @Override
    public String toString() {
        return container.name() + ", " + variant;
    }
}
