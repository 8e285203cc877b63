package io.anchorify.auth.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the tables of {@code docs/metrics.md} with the registered meters: names, types, units and tags. */
class DocumentedMetersTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void meters_registered_areThoseOfTheDocumentation() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        new FilterMetrics(registry);
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            new TokenServiceMetrics(tokens).bindTo(registry);
        }
        List<String> registered = registry.getMeters().stream()
                .map(Meter::getId)
                .map(DocumentedMetersTest::line)
                .toList();

        assertThat(documented()).hasSize(43).containsExactlyInAnyOrderElementsOf(registered);
    }

    private static String line(Meter.Id id) {
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        String type = id.getType().name().toLowerCase(Locale.ROOT);
        return String.join("|", id.getName(), type, unit, id.getTags().toString());
    }

    private static List<String> documented() throws IOException {
        List<String> outcomes = rows("| outcome |").stream()
                .map(cells -> code(cells.get(0)).get(0))
                .toList();
        return rows("| name |").stream()
                .flatMap(cells -> meters(cells, outcomes))
                .toList();
    }

    /** One line for each value of the tag: the values in the row, or else those of the table of outcomes. */
    private static Stream<String> meters(List<String> cells, List<String> outcomes) {
        String start = String.join("|", code(cells.get(0)).get(0), cells.get(1), cells.get(2), "");
        List<String> tag = code(cells.get(3));
        if (tag.isEmpty()) {
            return Stream.of(start + "[]");
        }
        List<String> values = tag.size() > 1 ? tag.subList(1, tag.size()) : outcomes;
        return values.stream().map(value -> start + "[tag(" + tag.get(0) + "=" + value + ")]");
    }

    private static List<List<String>> rows(String header) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int first = 0;
        while (!lines.get(first).startsWith(header)) {
            first++;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(first + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            rows.add(Stream.of(line.substring(1).split("\\|", -1))
                    .map(String::strip)
                    .toList());
        }
        return rows;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
