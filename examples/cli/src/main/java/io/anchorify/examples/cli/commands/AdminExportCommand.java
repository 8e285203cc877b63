package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.Sink;
import java.io.IOException;
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
            "Export all tokens and documents of the server as NDJSON for 'anchorify admin import'.",
            "",
            "Requires the admin token. Contains token hashes, never tokens. A file appears only when it is complete.",
            ""
        })
final class AdminExportCommand extends DataCommand {

    private static final String END = "end";
    private static final Duration PROGRESS_AFTER = Duration.ofSeconds(1);
    private static final long MEGABYTE = 1_000_000;

    private final StreamTail tail = new StreamTail();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The output file (default: stdout).")
    private @Nullable Path file;

    AdminExportCommand(CommandContext context) {
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
            throw new Failure(ExitCode.USAGE, "--json requires an output file. Add -o FILE.");
        }
        try {
            receive(output::raw);
        } catch (IOException e) {
            throw Output.notWritten(e);
        }
        output.note("Exported " + tail.lines() + " lines.");
    }

    private void toFile(Path target) {
        new OutputFile(target, context.process().disk()).write(this::receive);
        print(summary(target), () -> output.line("Exported " + tail.lines() + " lines to " + target + "."));
    }

    private void receive(Sink sink) throws IOException {
        try {
            context.server(context.sources().resolve(), this::showProgress)
                    .download(Call.download("/api/admin/export", chunk -> {
                        tail.read(chunk);
                        sink.write(chunk);
                    }));
        } finally {
            output.endProgress();
        }
        if (!tail.isOfType(END)) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "The export is incomplete: it ended after " + tail.lines() + " lines. Try again.");
        }
    }

    private void showProgress(long received, Duration elapsed) {
        if (elapsed.compareTo(PROGRESS_AFTER) > 0) {
            output.progress("Exporting: " + received / MEGABYTE + " MB after " + elapsed.toSeconds() + " s");
        }
    }

    private Map<String, Object> summary(Path target) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", target.toString());
        summary.put("lines", tail.lines());
        summary.put("bytes", tail.bytes());
        return summary;
    }
}
