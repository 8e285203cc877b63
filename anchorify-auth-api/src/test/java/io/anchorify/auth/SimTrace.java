package io.anchorify.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What happened in a run, step by step, if somebody wants to read it. */
final class SimTrace {

    private final SimScheduler scheduler;
    private final boolean wanted;
    private final List<String> steps = new ArrayList<>();
    private final Map<UUID, String> names = new HashMap<>();

    SimTrace(SimScheduler scheduler, boolean wanted) {
        this.scheduler = scheduler;
        this.wanted = wanted;
    }

    void add(Supplier<String> step) {
        if (wanted) {
            steps.add(String.format(
                    Locale.ROOT, "%9.4f  %-16s %s", scheduler.now() / 1e9, scheduler.running(), step.get()));
        }
    }

    List<String> steps() {
        return steps;
    }

    /** A name that is the same in every run of a seed, as the UUID itself is not. */
    String name(UUID uuid) {
        return names.computeIfAbsent(uuid, any -> "#" + (names.size() + 1));
    }
}
