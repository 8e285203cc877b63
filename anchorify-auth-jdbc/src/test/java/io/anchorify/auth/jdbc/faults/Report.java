package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** All scenes as a table. */
final class Report {

    private final String form;
    private final long seed;
    private final List<SceneResult> scenes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Report(String form, long seed) {
        this.form = form;
        this.seed = seed;
    }

    synchronized void add(SceneResult scene) {
        scenes.add(scene);
        System.out.println(Row.of(scene).line());
    }

    synchronized void addProblem(String problem) {
        problems.add(problem);
    }

    List<SceneResult> scenes() {
        return scenes;
    }

    /** What went wrong besides a broken promise. */
    List<String> problems() {
        return problems;
    }

    /** As it is now, for a node may see something of a scene that is over already. */
    List<Row> rows() {
        return scenes.stream().map(Row::of).toList();
    }

    long checks() {
        return rows().stream().mapToLong(row -> row.tally().checks()).sum();
    }

    int revocations() {
        return scenes.stream().mapToInt(SceneResult::revoked).sum();
    }

    List<Violation> violations() {
        return rows().stream().flatMap(row -> row.tally().violations().stream()).toList();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text());
    }

    private String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                The form `%s`, seed %d: %,d checks, %,d revocations, %,d violations. Times in milliseconds; a check is a \
                request that was accepted or refused.

                | fault | database | nodes | checks | undecided | revocations | acknowledged / waited out / failed \
                / lost | revoke() p50 / p99 / max | longest after its commit | all confirm after | violations |
                | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """,
                form,
                seed,
                checks(),
                revocations(),
                violations().size()));
        rows().stream()
                .sorted(Comparator.comparing((Row row) -> row.scene().engine())
                        .thenComparing(row -> row.scene().nodes())
                        .thenComparing(row -> row.scene().name()))
                .forEach(row -> text.append(row.line()).append('\n'));
        return text.toString();
    }

    /** One line of the table. */
    record Row(SceneResult scene, Tally tally) {

        static Row of(SceneResult scene) {
            return new Row(scene, scene.tally());
        }

        String line() {
            List<Answer> done = scene.answers().stream().filter(Answer::isDone).toList();
            long acknowledged = done.stream()
                    .filter(answer -> answer.waited().waitedOut() == 0)
                    .count();
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %,d | %,d | %,d | %d / %d / %d / %d | %s | %s | %s | %d |",
                    scene.name(),
                    scene.engine().title(),
                    scene.nodes(),
                    tally.checks(),
                    tally.undecided(),
                    scene.revoked(),
                    acknowledged,
                    done.size() - acknowledged,
                    scene.answers().size() - done.size(),
                    scene.lost(),
                    Quantiles.of(done.stream().map(Answer::took).toList()),
                    Quantiles.millis(scene.longestAfterCommit()),
                    Quantiles.millis(scene.recovered()),
                    tally.violations().size());
        }
    }
}
