package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks on a terminal: questions go to stderr, so that stdout can be redirected. */
final class Dialog {

    private static final int MAX_BYTES = 4096;

    private final ProcessContext process;
    private final Output output;

    Dialog(CommandContext context) {
        this.process = context.process();
        this.output = context.output();
    }

    /** Whether there is somebody to ask. */
    boolean isPossible() {
        return process.inIsTerminal() && process.errIsTerminal();
    }

    /** Asks for a line; empty without a terminal or an answer. */
    Optional<String> ask(String question) {
        if (!isPossible()) {
            return Optional.empty();
        }
        output.question(question + " ");
        return Optional.of(readLine()).map(String::strip).filter(answer -> !answer.isEmpty());
    }

    /** Asks a question that only "y" or "yes" confirms. */
    boolean confirms(String question) {
        return ask(question + " [y/N]")
                .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
                .isPresent();
    }

    /** Reads no more than a line, because another prompt may follow. */
    private String readLine() {
        InputStream in = process.in();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && next != '\n' && line.size() < MAX_BYTES; next = in.read()) {
                line.write(next);
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.USAGE, "Cannot read the answer: " + IoErrors.describe(e) + ". Run the command again.");
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
