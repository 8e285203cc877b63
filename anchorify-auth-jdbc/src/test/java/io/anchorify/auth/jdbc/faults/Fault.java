package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fault that affects a cluster for a while.
 *
 * @param name the name for the report
 * @param duration how long it lasts
 * @param revocationTime for how much of that time tokens are revoked
 * @param traits what the scenario must know of it
 * @param injector what injects it
 */
record Fault(String name, Duration duration, Duration revocationTime, Set<Trait> traits, Injector injector) {

    /** What a scenario must know of a fault. */
    enum Trait {
        /** Possible on PostgreSQL only. */
        POSTGRES_ONLY,
        /** The database may lose commits. */
        LOSES_COMMITS,
        /** It replaces the database, so it cannot be combined with other faults. */
        ALONE,
        /** It needs a working database, so it is injected first and repaired last. */
        NEEDS_DATABASE,
        /** It stops the server, so two such faults cannot be combined. */
        TAKES_SERVER,
        /** It changes the wall clock, and with it the times of receipts. */
        STEPS_CLOCK
    }

    static Fault of(String name, Duration duration, Injector injector, Trait... traits) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(Set.of(traits));
        return new Fault(name, duration, duration, all, injector);
    }

    /** The same fault with all revocations in its first part. */
    Fault revokingFor(Duration time) {
        return new Fault(name, duration, time, traits, injector);
    }

    /**
     * Sorts faults in the order of their injection; they are repaired in the opposite order. The server is stopped last and
     * started first, because faults injected by SQL need it.
     */
    static List<Fault> inOrder(List<Fault> faults) {
        return faults.stream()
                .sorted(Comparator.comparing((Fault fault) -> !fault.has(Trait.NEEDS_DATABASE))
                        .thenComparing(fault -> fault.has(Trait.TAKES_SERVER)))
                .toList();
    }

    static String names(List<Fault> faults) {
        return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean worksOn(DatabaseKind database) {
        return database == DatabaseKind.POSTGRES || !has(Trait.POSTGRES_ONLY);
    }

    /** Whether it can be combined with other faults. */
    boolean isCombinable() {
        return !has(Trait.ALONE);
    }

    /** Whether both can be active at the same time. */
    boolean isCombinableWith(Fault other) {
        return isCombinable() && other.isCombinable() && !(has(Trait.TAKES_SERVER) && other.has(Trait.TAKES_SERVER));
    }

    /** Injects a fault. */
    @FunctionalInterface
    interface Injector {

        Repair inject(FaultContext context) throws Exception;
    }

    /** Repairs a fault. */
    @FunctionalInterface
    interface Repair {

        void repair() throws Exception;
    }
}
