package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something bad that happens to a cluster for a while.
 *
 * @param name what to call it
 * @param holds how long it lasts
 * @param revokes for how long of that tokens are revoked
 * @param traits what has to be known of it
 * @param act what brings it about
 */
record Fault(String name, Duration holds, Duration revokes, Set<Trait> traits, Act act) {

    /** What has to be known of a fault. */
    enum Trait {
        /** Only PostgreSQL has it. */
        POSTGRES_ONLY,
        /** The database is not what it was afterwards: it may lack what was committed. */
        LOSES_COMMITS,
        /** It puts another database in the place of the one that there was, so it does not go along with others. */
        ALONE,
        /** It works through the database, so it begins while everything else is right, and ends when it is again. */
        NEEDS_DATABASE,
        /** It takes the server away, which can be gone only once, and which others may wait for. */
        TAKES_SERVER,
        /** The times of a receipt are those of a wall clock that was changed meanwhile. */
        STEPS_CLOCK
    }

    static Fault of(String name, Duration holds, Act act, Trait... traits) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(Set.of(traits));
        return new Fault(name, holds, holds, all, act);
    }

    /** The same with all revocations in its first part. */
    Fault revokingFor(Duration time) {
        return new Fault(name, holds, time, traits, act);
    }

    /**
     * In the order in which they begin; they are healed the other way round. The server goes last and comes back first,
     * for a fault that is made by SQL may wait for it.
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

    boolean worksOn(Engine engine) {
        return engine == Engine.POSTGRES || !has(Trait.POSTGRES_ONLY);
    }

    /** Whether it can come with others. */
    boolean goesAlong() {
        return !has(Trait.ALONE);
    }

    /** Whether both can be there at once. */
    boolean goesWith(Fault other) {
        return goesAlong() && other.goesAlong() && !(has(Trait.TAKES_SERVER) && other.has(Trait.TAKES_SERVER));
    }

    /** Brings a fault about. */
    @FunctionalInterface
    interface Act {

        Healing begin(Stage stage) throws Exception;
    }

    /** Ends a fault. */
    @FunctionalInterface
    interface Healing {

        void heal() throws Exception;
    }
}
