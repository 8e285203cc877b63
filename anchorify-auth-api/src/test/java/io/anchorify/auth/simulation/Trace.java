package io.anchorify.auth.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The steps of a run, if they are recorded. */
final class Trace {

    private final DeterministicScheduler scheduler;
    private final boolean enabled;
    private final List<String> steps = new ArrayList<>();
    private final Map<UUID, String> names = new HashMap<>();

    Trace(DeterministicScheduler scheduler, boolean enabled) {
        this.scheduler = scheduler;
        this.enabled = enabled;
    }

    void add(Supplier<String> step) {
        if (enabled) {
            steps.add(String.format(
                    Locale.ROOT, "%9.4f  %-16s %s", scheduler.now() / 1e9, scheduler.running(), step.get()));
        }
    }

    List<String> steps() {
        return steps;
    }

    /** A name that is the same in every run of a seed, unlike the random UUID. */
    String name(UUID uuid) {
        return names.computeIfAbsent(uuid, any -> "#" + (names.size() + 1));
    }
}
