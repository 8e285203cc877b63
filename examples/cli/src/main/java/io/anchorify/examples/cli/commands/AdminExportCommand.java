package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Reasons;
import io.anchorify.examples.cli.common.Replacement;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Write all tokens and documents of the server as NDJSON, for 'anchorify admin import'.",
            "",
            "Needs the admin token. There are hashes in it and no tokens. A file appears only when it is complete.",
            ""
        })
final class AdminExportCommand extends DataCommand {

    private static final String END = "end";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long MEGABYTE = 1_000_000;

    private final LastLine seen = new LastLine();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; stdout unless given.")
    private @Nullable Path file;

    AdminExportCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        if (file == null) {
            toStdout();
        } else {
            toFile(file);
        }
    }

    private void toStdout() {
        if (isJson()) {
            throw new Failure(ExitCode.USAGE, "With --json the export needs a file of its own: name it with -o FILE.");
        }
        try {
            receive(output::raw);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "The export could not be written to stdout: make room there, and try" + " again.");
        }
        output.note("Exported " + seen.lines() + " lines.");
    }

    private void toFile(Path target) {
        requireRegular(target);
        try (Replacement replacement =
                Replacement.of(target, context.surroundings().disk())) {
            receive(replacement::write);
            replacement.commit();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.REFUSED,
                    target + " cannot be written (" + Reasons.of(e) + "): make room or name another file, and try"
                            + " again.");
        }
        print(summary(target), () -> output.line("Exported " + seen.lines() + " lines to " + target + "."));
    }

    private void receive(Sink sink) throws IOException {
        try {
            context.server(context.sources().resolve(), this::show)
                    .download(Call.download("/api/admin/export", piece -> {
                        seen.see(piece);
                        sink.write(piece);
                    }));
        } finally {
            output.endProgress();
        }
        if (!seen.isOfType(END)) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "The export was cut short after " + seen.lines() + " lines and cannot be used: try again.");
        }
    }

    private void show(long received, Duration elapsed) {
        if (elapsed.compareTo(PATIENCE) > 0) {
            output.progress("Exporting: " + received / MEGABYTE + " MB after " + elapsed.toSeconds() + " s");
        }
    }

    /** Putting a file in the place of a device or of a link would not write to it but end it. */
    private static void requireRegular(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(
                    ExitCode.USAGE,
                    target + " is not a regular file: name another one, or leave -o out and redirect stdout.");
        }
    }

    private Map<String, Object> summary(Path target) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", target.toString());
        summary.put("lines", seen.lines());
        summary.put("bytes", seen.bytes());
        return summary;
    }
}
