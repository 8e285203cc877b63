package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The results of all scenarios as a table. */
final class FaultReport {

    private final String plan;
    private final long seed;
    private final List<ScenarioResult> scenarios = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    FaultReport(String plan, long seed) {
        this.plan = plan;
        this.seed = seed;
    }

    synchronized void add(ScenarioResult scenario) {
        scenarios.add(scenario);
        System.out.println(Row.of(scenario).line());
    }

    synchronized void addProblem(String problem) {
        problems.add(problem);
    }

    List<ScenarioResult> scenarios() {
        return scenarios;
    }

    /** What went wrong in addition to violations. */
    List<String> problems() {
        return problems;
    }

    /** Computed again each time, because nodes may observe tokens of a finished scenario. */
    List<Row> rows() {
        return scenarios.stream().map(Row::of).toList();
    }

    long checks() {
        return rows().stream().mapToLong(row -> row.checkResult().checks()).sum();
    }

    int revocations() {
        return scenarios.stream().mapToInt(ScenarioResult::revoked).sum();
    }

    List<Violation> violations() {
        return rows().stream()
                .flatMap(row -> row.checkResult().violations().stream())
                .toList();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text());
    }

    private String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                Plan `%s`, seed %d: %,d checks, %,d revocations, %,d violations. Times in milliseconds; a check is a \
                request that was accepted or refused.

                | fault | database | nodes | checks | undecided | revocations | acknowledged / waited out / failed \
                / lost | revoke() p50 / p99 / max | longest after its commit | recovered after | violations |
                | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """,
                plan,
                seed,
                checks(),
                revocations(),
                violations().size()));
        rows().stream()
                .sorted(Comparator.comparing((Row row) -> row.scenario().database())
                        .thenComparing(row -> row.scenario().nodes())
                        .thenComparing(row -> row.scenario().name()))
                .forEach(row -> text.append(row.line()).append('\n'));
        return text.toString();
    }

    /** One row of the table. */
    record Row(ScenarioResult scenario, CheckResult checkResult) {

        static Row of(ScenarioResult scenario) {
            return new Row(scenario, scenario.checkResult());
        }

        String line() {
            List<CommandResponse> done = scenario.responses().stream()
                    .filter(CommandResponse::isDone)
                    .toList();
            long acknowledged = done.stream()
                    .filter(response -> response.waited().missing() == 0)
                    .count();
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %,d | %,d | %,d | %d / %d / %d / %d | %s | %s | %s | %d |",
                    scenario.name(),
                    scenario.database().title(),
                    scenario.nodes(),
                    checkResult.checks(),
                    checkResult.undecided(),
                    scenario.revoked(),
                    acknowledged,
                    done.size() - acknowledged,
                    scenario.responses().size() - done.size(),
                    scenario.lost(),
                    Percentiles.of(done.stream().map(CommandResponse::took).toList()),
                    Percentiles.millis(scenario.longestAfterCommit()),
                    Percentiles.millis(scenario.recovered()),
                    checkResult.violations().size());
        }
    }
}
