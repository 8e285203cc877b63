package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.Effort;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the tables of docs/conformance.md with the test results of this module, of the module conformance and of the servlet module. With {@code
 * -Danchorify.docs=write}, it updates the page first.
 */
class ConformancePageIT {

    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final List<Path> RESULTS = List.of(
            Path.of("target/conformance-results"),
            Path.of("../conformance/target/conformance-results"),
            Path.of("../anchorify-auth-servlet/target/conformance-results"));
    private static final String PASSED = "yes";
    private static final String FAILED = "**no**";
    private static final String UNTESTED = "not tested";

    @Test
    void tables_matchTheTestResults() throws IOException {
        List<Result> results = results();
        List<String> page = Files.readAllLines(PAGE);

        List<String> renewed = renew(page, results);

        if ("write".equals(System.getProperty("anchorify.docs"))) {
            Files.write(PAGE, renewed);
        }
        assertThat(Files.readAllLines(PAGE)).isEqualTo(renewed);
        assertThat(results).as("failed").filteredOn(result -> !result.passed()).isEmpty();
    }

    @Test
    void lines_ofThePage_areThoseOfTheTests() throws IOException {
        TreeSet<String> tested = new TreeSet<>();
        results().forEach(result -> tested.add(result.line()));

        assertThat(Files.readAllLines(PAGE).stream()
                        .map(ConformancePageIT::cells)
                        .map(cells -> cells.get(0))
                        .filter(ConformancePageIT::isLine)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    private static List<Result> results() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Path directory : RESULTS) {
            if (!Files.exists(directory)) {
                System.out.println("No results in " + directory + ": its tests did not run");
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.readAllLines(file).forEach(line -> results.add(Result.of(line)));
                }
            }
        }
        return results;
    }

    /** Replaces the cells of the tested containers. */
    private static List<String> renew(List<String> page, List<Result> results) {
        List<String> renewed = new ArrayList<>();
        List<String> head = List.of();
        for (String line : page) {
            List<String> cells = cells(line);
            if (!line.startsWith("|")) {
                head = List.of();
            } else if (head.isEmpty()) {
                head = cells;
            }
            renewed.add(line.startsWith("|") ? renew(line, cells, head, results) : line);
        }
        return renewed;
    }

    private static String renew(String line, List<String> cells, List<String> head, List<Result> results) {
        Map<Integer, String> changes = new TreeMap<>();
        for (int i = 1; i < cells.size(); i++) {
            String container = head.get(i);
            List<Result> here = results.stream()
                    .filter(result -> result.container().equals(container) && result.isOf(cells.get(0)))
                    .toList();
            if (!here.isEmpty()) {
                changes.put(i, here.stream().allMatch(Result::passed) ? PASSED : FAILED);
            } else if (isLine(cells.get(0)) && cells.get(i).equals(PASSED) && isTested(container, results)) {
                changes.put(i, UNTESTED);
            }
        }
        if (changes.isEmpty()) {
            return line;
        }
        List<String> changed = new ArrayList<>(cells);
        changes.forEach(changed::set);
        return "| " + String.join(" | ", changed) + " |";
    }

    private static boolean isLine(String cell) {
        return cell.matches("\\d+[a-z]?");
    }

    /** With the effort {@code quick}, some lines are tested in one container only. */
    private static boolean isTested(String container, List<Result> results) {
        return Effort.current() != Effort.QUICK
                && results.stream().anyMatch(result -> result.container().equals(container));
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList()
                : List.of("");
    }

    private record Result(String line, String container, Variant variant, boolean passed) {

        static Result of(String text) {
            String[] words = text.split("\t", -1);
            return new Result(words[0], words[1], Variant.valueOf(words[2]), words[3].equals("passed"));
        }

        /** Whether it belongs to the row of a line or of a variant. */
        boolean isOf(String row) {
            return row.equals(line) || Objects.equals(row, variant.toString());
        }
    }
}
