package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Import a file written by 'anchorify admin export' in one transaction.",
            "",
            "Requires the admin token. Importing the same file again changes nothing.",
            ""
        })
final class AdminImportCommand extends DataCommand {

    private static final String[] COUNTS = {"added", "changed", "unchanged"};

    @Parameters(paramLabel = "FILE", description = "The exported file.")
    private @Nullable Path file;

    AdminImportCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Path source = Objects.requireNonNull(file);
        if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
            throw new Failure(ExitCode.USAGE, "Cannot read " + source + ". Specify a readable file.");
        }
        ServerClient server = context.server();
        // Fails before a large body is sent if the token is refused. 'Expect: 100-continue' would do so in one request,
        // but
        // the client of Java 17 then waits for the response until it times out (JDK-8286171).
        server.object(Call.get("/api/me"));
        ResponseFields response = ResponseFields.of(server.object(Call.upload("/api/admin/import", source)));
        Map<String, Map<String, Long>> summary = new LinkedHashMap<>();
        for (String kind : new String[] {"tokens", "documents"}) {
            summary.put(kind, counts(response.object(kind)));
        }
        print(summary, () -> summary.forEach((kind, counts) -> output.line(describe(kind, counts))));
    }

    private static Map<String, Long> counts(ResponseFields response) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String count : COUNTS) {
            counts.put(count, response.number(count));
        }
        return counts;
    }

    private static String describe(String kind, Map<String, Long> counts) {
        return "Imported " + kind + ": " + counts.get("added") + " added, " + counts.get("changed") + " changed, "
                + counts.get("unchanged") + " unchanged.";
    }
}
