package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "Print the body of a document, or write it to a file.")
final class DocumentsGetCommand extends DataCommand {

    @Parameters(paramLabel = "ID", description = "The document id shown by 'anchorify documents list'.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The output file (default: stdout).")
    private @Nullable Path file;

    DocumentsGetCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        ResponseFields document = ResponseFields.of(context.server().object(Call.get(DocumentId.path(id))));
        String body = document.requiredText("body");
        if (file != null) {
            writeTo(file, document, body);
        } else {
            print(document.texts("id", "title", "body", "createdAt"), () -> show(body));
        }
    }

    private void writeTo(Path target, ResponseFields document, String body) {
        new OutputFile(target, context.process().disk()).write(sink -> sink.write(bytes(body)));
        Map<String, @Nullable Object> result = new LinkedHashMap<>(document.texts("id", "title", "createdAt"));
        result.put("file", target.toString());
        print(
                result,
                () -> output.line(
                        "Wrote '" + ResponseFields.shown(document.text("title"), "") + "' to " + target + "."));
    }

    /** A terminal would execute control characters; a pipe gets the text that was published. */
    private void show(String body) {
        if (context.process().outIsTerminal()) {
            output.text(body);
            return;
        }
        try {
            output.raw(bytes(body));
        } catch (IOException e) {
            throw Output.notWritten(e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
