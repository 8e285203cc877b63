package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
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
            "Read what 'anchorify admin export' wrote into the server: all of it or nothing.",
            "",
            "Needs the admin token. Doing it twice changes nothing the second time.",
            ""
        })
final class AdminImportCommand extends DataCommand {

    private static final String[] COUNTS = {"added", "changed", "unchanged"};

    @Parameters(paramLabel = "FILE", description = "The export.")
    private @Nullable Path file;

    AdminImportCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Path source = Objects.requireNonNull(file);
        if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
            throw new Failure(ExitCode.USAGE, source + " is not a file that can be read: name one that is.");
        }
        Fields answer = Fields.of(context.server().object(Call.upload("/api/admin/import", source)));
        Map<String, Map<String, Long>> summary = new LinkedHashMap<>();
        for (String kind : new String[] {"tokens", "documents"}) {
            summary.put(kind, counts(answer.object(kind)));
        }
        print(summary, () -> summary.forEach((kind, counts) -> output.line(inWords(kind, counts))));
    }

    private static Map<String, Long> counts(Fields answer) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String count : COUNTS) {
            counts.put(count, answer.number(count));
        }
        return counts;
    }

    private static String inWords(String kind, Map<String, Long> counts) {
        return "Of the " + kind + ", " + counts.get("added") + " were added, " + counts.get("changed")
                + " changed, and " + counts.get("unchanged") + " were as they are.";
    }
}
