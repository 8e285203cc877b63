package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "publish", description = "Publish a text file as a document.")
final class PublishCommand extends DataCommand {

    /** Above the limit of any server, and small enough for memory. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final String STDIN = "-";

    @Parameters(paramLabel = "FILE", description = "A UTF-8 text file; '-' reads stdin.")
    private String file = "";

    @Option(names = "--title", paramLabel = "TITLE", description = "The title (default: the file name).")
    private @Nullable String title;

    PublishCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Map<String, String> draft = new LinkedHashMap<>();
        draft.put("title", title());
        draft.put("body", text());
        ResponseFields response = ResponseFields.of(context.server().object(Call.post("/api/documents", draft)));
        response.requiredText("id");
        Map<String, @Nullable Object> document = response.texts("id", "title", "createdAt");
        print(
                document,
                () -> output.line("Published '" + ResponseFields.shown(document.get("title"), "") + "' as "
                        + ResponseFields.shown(document.get("id"), "?") + "."));
    }

    private String title() {
        if (title != null) {
            return title;
        }
        if (file.equals(STDIN)) {
            throw usage("Reading from stdin requires a title. Add --title TITLE.");
        }
        return String.valueOf(Path.of(file).getFileName());
    }

    private String text() {
        try (InputStream input = file.equals(STDIN) ? context.process().in() : Files.newInputStream(Path.of(file))) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw usage(file + " is larger than " + MAX_BYTES
                        + " bytes. Publish a smaller file; the limit of the server may be lower.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw usage(file + " is not valid UTF-8. Convert it and try again.");
        } catch (IOException e) {
            throw usage("Cannot read " + file + ": " + IoErrors.describe(e) + ". Specify a readable file.");
        }
    }

    private static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }
}
