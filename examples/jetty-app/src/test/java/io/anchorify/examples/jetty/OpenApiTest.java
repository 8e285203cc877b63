package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.examples.jetty.OpenApiDocument.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document: that it is valid, names the routes of the application, and is served to everybody. */
class OpenApiTest extends WebTest {

    private static final String JSON = "application/json";

    private final OpenApiDocument document = new OpenApiDocument();

    OpenApiTest() throws IOException {}

    @Test
    void document_isValid() throws Exception {
        String text = Files.readString(OpenApiDocument.FILE);

        assertThat(new OpenAPIV3Parser().readContents(text, null, null).getMessages())
                .isEmpty();
        assertThat(document.root().get("openapi").asString()).startsWith("3.1.");
    }

    @Test
    void operations_areTheRoutesOfTheApplication() throws Exception {
        List<String> routes =
                new ArrayList<>(List.of("GET /api/openapi.json", "GET /health/live", "GET /health/ready"));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/anchorify/examples/jetty/api"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile("Route\\.of\\(\\s*\"([A-Z]+)\",\\s*\"([^\"]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .map(route -> route.group(1) + " /api" + route.group(2).replace("/*", "/{id}"))
                        .forEach(routes::add);
            }
        }
        assertThat(routes).hasSizeGreaterThan(10);
        assertThat(document.operations()).extracting(Operation::toString).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void examples_inTheDocument_matchTheirSchemas() {
        List<JsonNode> media = document.root().findValues("content").stream()
                .flatMap(JsonNode::valueStream)
                .filter(content -> content.has("example"))
                .toList();

        assertThat(media).hasSizeGreaterThan(10);
        for (JsonNode content : media) {
            JsonNode example = content.get("example");
            assertThat(document.violations(content.get("schema"), example.toString()))
                    .as(example.toString())
                    .isEmpty();
        }
    }

    @Test
    void document_withoutToken_isServedAsItIs() throws Exception {
        HttpResponse<String> answer = app.send(null, "GET", "/api/openapi.json", JSON, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.body()).isEqualTo(Files.readString(OpenApiDocument.FILE));
        assertThat(app.send("no-token", "GET", "/api/openapi.json", JSON, null).statusCode())
                .isEqualTo(200);
        HttpResponse<String> head = app.send(null, "HEAD", "/api/openapi.json", JSON, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> post = app.send(null, "POST", "/api/openapi.json", JSON, "{}");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    /** However the container reads them: the answer is the document, or an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/openapi.json/../me",
                "/api/openapi.json/%2e%2e/me",
                "/api/openapi.json/..;/me",
                "/api/openapi.json;/../me",
                "/api/me/../openapi.json",
                "/api/me;/openapi.json",
                "/api/me%2f..%2fopenapi.json",
                "/api/%6fpenapi.json",
                "/api//openapi.json",
                "/api/openapi.json/",
                "/api/openapi.json/me",
                "/api/OPENAPI.JSON",
                "/api/openapi.json%00",
                "/api/openapi.json%2f..%2fme",
                "/api/openapi.json\\..\\me",
                "//api/openapi.json",
                "/API/openapi.json",
                "/api/openapi.json?/../me",
                "http://localhost/api/me#/api/openapi.json"
            })
    void path_likeThatOfTheDocument_revealsNothingElse(String path) throws Exception {
        RawHttp.Answer answer = RawHttp.get(app.port(), path);

        if (answer.status() == 200) {
            assertThat(answer.body()).isEqualTo(Files.readString(OpenApiDocument.FILE));
        } else {
            assertThat(answer.status()).isIn(400, 401, 404);
        }
    }
}
