package io.anchorify.examples.jetty;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the application. Its schemas are read strictly: a field that they do not name is a violation. */
final class OpenApiDocument {

    static final Path FILE = Path.of("src/main/resources/openapi.json");

    private static final String LOCATION = "https://example.org/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /** A method and a path with its parameters in braces. */
    record Operation(String method, String path, JsonNode content) {

        boolean hasBody() {
            return content.has("requestBody");
        }

        String bodyType() {
            return content.at("/requestBody/content").propertyNames().iterator().next();
        }

        boolean needsToken() {
            return !content.get("security").isEmpty();
        }

        /** Whether only the admin token is accepted. */
        boolean isForOperator() {
            return content.get("security").toString().equals("[{\"adminToken\":[]}]");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode root;
    private final SchemaRegistry schemas;

    OpenApiDocument() throws IOException {
        root = JsonMapper.shared().readTree(Files.readString(FILE));
        JsonNode strict = root.deepCopy();
        forbidOtherFields(strict);
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        schemas = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .schemas(location -> location.equals(LOCATION) ? strict.toString() : null));
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, content) -> {
                    if (METHODS.contains(method)) {
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, content));
                    }
                }));
        return operations;
    }

    /** The operation with this method and path. */
    Operation operation(String name) {
        return operations().stream()
                .filter(operation -> operation.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not documented"));
    }

    /** Every documented answer, as in {@code GET /api/me 200}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (Operation operation : operations()) {
            operation
                    .content()
                    .get("responses")
                    .propertyNames()
                    .forEach(status -> answers.add(operation + " " + status));
        }
        return answers;
    }

    /** How an answer violates the document; empty if it does not. */
    List<String> violations(Operation operation, int status, String contentType, Set<String> headers, String body) {
        JsonNode response = resolve(operation.content().get("responses").path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return List.of("is not documented");
        }
        List<String> violations = new ArrayList<>();
        response.path("headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean() && headers.stream().noneMatch(name::equalsIgnoreCase)) {
                violations.add("has no header " + name);
            }
        });
        JsonNode media = response.path("content").path(contentType);
        if (response.has("content") ? media.isMissingNode() : !body.isEmpty()) {
            violations.add("has the content type '" + contentType + "', which is not documented");
        } else if (contentType.endsWith("json") && !contentType.endsWith("ndjson")) {
            violations.addAll(violations(media.get("schema"), body));
        }
        return violations;
    }

    /** How a JSON text violates a schema. */
    List<String> violations(JsonNode schema, String json) {
        Schema compiled = schema.has("$ref")
                ? schemas.getSchema(
                        SchemaLocation.of(LOCATION + schema.get("$ref").asString()))
                : schemas.getSchema(schema);
        return compiled.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Follows a reference. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static void forbidOtherFields(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApiDocument::forbidOtherFields);
    }
}
