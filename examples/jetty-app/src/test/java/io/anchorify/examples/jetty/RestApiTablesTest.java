package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.jetty.OpenApiDocument.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Compares the tables of docs/rest-api.md with the OpenAPI document. With {@code -Danchorify.docs=write}, it writes them
 * first. A table begins with one of the known heads.
 */
class RestApiTablesTest {

    private static final Path PAGE = Path.of("../../docs/rest-api.md");
    private static final String RULE = "| --- | --- | --- |";

    private final OpenApiDocument document = new OpenApiDocument();
    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    RestApiTablesTest() throws IOException {
        tables.put("| route | answers | what it does |", routes());
        tables.put("| status | when | headers |", statuses());
        tables.put("| field of the owner | type | meaning |", fields("Me"));
        tables.put("| field of a token | type | meaning |", fields("Token"));
        tables.put("| field of a rotated token | type | meaning |", fields("RotatedToken"));
    }

    @Test
    void tables_matchTheOpenApiDocument() throws IOException {
        List<String> page = Files.readAllLines(PAGE);

        List<String> renewed = renew(page);

        if ("write".equals(System.getProperty("anchorify.docs"))) {
            Files.write(PAGE, renewed);
        }
        assertThat(Files.readAllLines(PAGE)).isEqualTo(renewed);
        assertThat(page).containsAll(tables.keySet());
    }

    /** Replaces the rows of the known tables. */
    private List<String> renew(List<String> page) {
        List<String> renewed = new ArrayList<>();
        boolean isReplaced = false;
        for (String line : page) {
            isReplaced = isReplaced && line.startsWith("|");
            if (tables.containsKey(line)) {
                renewed.add(line);
                renewed.add(RULE);
                renewed.addAll(tables.get(line));
                isReplaced = true;
            } else if (!isReplaced) {
                renewed.add(line);
            }
        }
        return renewed;
    }

    private List<String> routes() {
        return document.operations().stream()
                .map(operation -> row("`" + operation + "`", answers(operation), summary(operation)))
                .toList();
    }

    private static String answers(Operation operation) {
        return String.join(", ", operation.content().get("responses").propertyNames());
    }

    private static String summary(Operation operation) {
        return operation.content().get("summary").asString();
    }

    /** The errors, each with the status under which the operations refer to it. */
    private List<String> statuses() {
        Map<String, JsonNode> errors = new TreeMap<>();
        for (Operation operation : document.operations()) {
            operation.content().get("responses").forEachEntry((status, response) -> {
                if (response.has("$ref")) {
                    errors.put(status, document.resolve(response));
                }
            });
        }
        return errors.entrySet().stream()
                .map(error -> row(error.getKey(), description(error.getValue()), headers(error.getValue())))
                .toList();
    }

    private static String headers(JsonNode response) {
        return response.path("headers")
                .propertyStream()
                .map(header -> "`" + header.getKey() + "`: " + description(header.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String description(JsonNode node) {
        return node.get("description").asString();
    }

    private List<String> fields(String schema) {
        List<String> rows = new ArrayList<>();
        JsonNode schemas = document.root().at("/components/schemas");
        schemas.get(schema)
                .get("properties")
                .forEachEntry((name, field) -> rows.add(row("`" + name + "`", type(field), description(field))));
        return rows;
    }

    private static String type(JsonNode field) {
        JsonNode type = field.get("type");
        String name = type.isArray() ? type.get(0).asString() : type.asString();
        String precise = field.has("format") ? "time" : name;
        return type.isArray() ? precise + " or `null`" : precise;
    }

    private static String row(String first, String second, String third) {
        return "| " + first + " | " + second + " | " + third + " |";
    }
}
