package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Reasons;
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

@Command(name = "publish", description = "Publish a text file as a document of yours.")
final class PublishCommand extends DataCommand {

    /** Far more than a server takes, and no burden for memory. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final String STDIN = "-";

    @Parameters(paramLabel = "FILE", description = "A text in UTF-8; '-' reads it from stdin.")
    private String file = "";

    @Option(names = "--title", paramLabel = "TITLE", description = "The title; the name of the file unless given.")
    private @Nullable String title;

    PublishCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Map<String, String> draft = new LinkedHashMap<>();
        draft.put("title", title());
        draft.put("body", text());
        Fields answer = Fields.of(context.server().object(Call.post("/api/documents", draft)));
        answer.requiredText("id");
        Map<String, @Nullable Object> document = answer.texts("id", "title", "createdAt");
        print(
                document,
                () -> output.line("Published '" + Fields.shown(document.get("title"), "") + "' as "
                        + Fields.shown(document.get("id"), "?") + "."));
    }

    private String title() {
        if (title != null) {
            return title;
        }
        if (file.equals(STDIN)) {
            throw usage("What comes from stdin has no name: give it a title with --title.");
        }
        return String.valueOf(Path.of(file).getFileName());
    }

    private String text() {
        try (InputStream input =
                file.equals(STDIN) ? context.surroundings().in() : Files.newInputStream(Path.of(file))) {
            byte[] bytes = input.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw usage(file + " is larger than any document: publish a text of at most " + MOST_BYTES
                        + " bytes, or what the server allows.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw usage(file + " is not a text in UTF-8: convert it, and try again.");
        } catch (IOException e) {
            throw usage(file + " cannot be read (" + Reasons.of(e) + "): name a file that can.");
        }
    }

    private static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }
}
