package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** {@code documents get} and {@code documents delete}. */
class DocumentsTest extends CommandTest {

    private static final String BODY =
            "Hold\tfast \ud83d\ude00\n\u001b[2Jcleared \u202eevil\nno line end " + Tokens.SECOND;

    private static final String DOCUMENT = "{\"id\":\"d1\",\"title\":\"Notes\",\"body\":\""
            + BODY.replace("\n", "\\n").replace("\t", "\\t").replace("\u001b", "\\u001b")
            + "\",\"createdAt\":\"2026-11-24T10:00:00Z\"}";

    @Test
    void get_inAPipe_printsTheBodyUnchanged() {
        try (FakeServer server = FakeServer.ok(DOCUMENT)) {
            assertThat(at(server, "documents", "get", "d1")).isEqualTo(new Run(0, BODY, ""));
            assertThat(server.requests().get(0))
                    .isEqualTo(
                            new FakeServer.RecordedRequest("GET", "/api/documents/d1", "Bearer " + Tokens.FIRST, ""));
        }
    }

    @Test
    void get_onATerminal_sanitizesTheBody() {
        cli.isOutTerminal = true;
        try (FakeServer server = FakeServer.ok(DOCUMENT)) {
            assertOutput(
                    at(server, "documents", "get", "d1"),
                    "Hold\tfast \ud83d\ude00\n\uFFFD[2Jcleared \uFFFDevil\nno line end jf_[redacted]");
        }
    }

    @Test
    void get_asJson_containsAllFields() {
        try (FakeServer server = FakeServer.ok(DOCUMENT.replace(BODY.split(" ")[0], "Hold"))) {
            assertThat(at(server, "documents", "get", "d1", "--json").out())
                    .startsWith("{\"id\":\"d1\",\"title\":\"Notes\",\"body\":\"Hold")
                    .endsWith("\"createdAt\":\"2026-11-24T10:00:00Z\"}\n");
        }
    }

    @Test
    void get_toFile_isPrivateAndComplete() throws Exception {
        Path file = home.resolve("notes.txt");
        try (FakeServer server = FakeServer.ok(DOCUMENT)) {
            assertOutput(at(server, "documents", "get", "d1", "-o", file.toString()), "Wrote 'Notes' to " + file + ".");
            assertThat(file).hasContent(BODY);
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertOutput(
                    at(server, "documents", "get", "d1", "--json", "-o", file.toString()),
                    "{\"id\":\"d1\",\"title\":\"Notes\",\"createdAt\":\"2026-11-24T10:00:00Z\",\"file\":\"" + file
                            + "\"}");
            assertThat(at(server, "documents", "get", "d1", "-o", "/dev/null").exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    void delete_inAScript_deletesWithoutQuestion() {
        try (FakeServer server = FakeServer.always(204, "text/plain", "")) {
            assertOutput(at(server, "documents", "delete", "d1", "d2", "d1"), "Deleted d1.\nDeleted d2.");
            assertOutput(at(server, "documents", "delete", "d1", "--json"), "{\"deleted\":\"d1\"}");
            assertThat(server.requests())
                    .extracting(request -> request.method() + " " + request.path())
                    .containsExactly(
                            "DELETE /api/documents/d1", "DELETE /api/documents/d2", "DELETE /api/documents/d1");
        }
    }

    @Test
    void delete_onATerminal_namesTheDocumentsAndAsks() {
        cli.isInTerminal = true;
        cli.isErrTerminal = true;
        cli.environment.put("NO_COLOR", "1");
        try (FakeServer server = new FakeServer((exchange, request) -> {
            if (request.method().equals("DELETE")) {
                FakeServer.send(exchange, 204, "text/plain", "");
            } else {
                FakeServer.send(exchange, 200, "application/json", DOCUMENT);
            }
        })) {
            Run refused = at(server, "documents", "delete", "d1");
            assertThat(refused)
                    .isEqualTo(new Run(
                            1,
                            "",
                            "Delete 'Notes' (d1)? This cannot be undone. [y/N] anchorify: Not confirmed. Nothing was"
                                    + " changed.\n"));
            cli.stdin = "y\n";
            assertThat(at(server, "documents", "delete", "d1", "d2"))
                    .isEqualTo(new Run(0, "Deleted d1.\nDeleted d2.\n", """
                              'Notes' (d1)
                              'Notes' (d1)
                            Delete these 2 documents? This cannot be undone. [y/N]\s"""));
            assertThat(at(server, "documents", "delete", "-y", "d1").err()).isEmpty();
        }
    }

    @Test
    void document_withAnythingButAnId_sendsNothing() {
        try (FakeServer server = FakeServer.ok(DOCUMENT)) {
            for (String id : new String[] {Tokens.FIRST, "../tokens/current", "a/b", "", "a?b"}) {
                for (String command : new String[] {"get", "delete"}) {
                    Run run = at(server, "documents", command, id);

                    assertThat(run.exitCode()).isEqualTo(2);
                    assertThat(run.err()).contains("ID must be the id of a document. Nothing was sent.");
                }
            }
            assertThat(server.requests()).isEmpty();
        }
    }
}
