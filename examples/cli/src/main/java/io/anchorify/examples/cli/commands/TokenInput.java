package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Reads the token from an option, stdin or a prompt. */
final class TokenInput {

    private static final int MAX_BYTES = 4096;
    private static final String PROMPT = "the prompt";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The token. Other users of this machine can see it while the command runs, and the shell stores"
                            + " it in its history. Safer: --token-prompt or --token-stdin.")
    private String token = "";

    @Option(names = "--token-stdin", description = "Read the token from the first line of stdin.")
    private boolean isOnStdin;

    @Option(names = "--token-prompt", description = "Prompt for the token without echo.")
    private boolean isPrompted;

    /** Whether the user chose one of these ways. */
    boolean isChosen() {
        return isOnStdin || isPrompted || !token.isEmpty();
    }

    BearerToken read(ProcessContext process, Output output) {
        String text;
        String source;
        if (isOnStdin) {
            text = firstLine(process.in());
            source = "stdin";
        } else if (token.isEmpty()) {
            text = ask(process);
            source = PROMPT;
        } else {
            text = token;
            source = "--token";
        }
        return parse(text, source, output);
    }

    /** Prompts for the token. */
    static BearerToken prompt(ProcessContext process, Output output) {
        return pasted(ask(process), output);
    }

    /** Parses an answer to a prompt. */
    static BearerToken pasted(String answer, Output output) {
        return parse(answer, PROMPT, output);
    }

    private static BearerToken parse(String text, String source, Output output) {
        output.hide(text.strip());
        return BearerToken.of(text.strip(), source);
    }

    /** Reads a secret that is no login from the prompt, or from stdin if that is no terminal. */
    static String readSecret(ProcessContext process) {
        try {
            return (process.inIsTerminal() ? ask(process) : firstLine(process.in())).strip();
        } catch (Failure e) {
            throw new Failure(e.exitCode(), "No secret given. Enter it at the prompt, or pipe it to the command.");
        }
    }

    private static String ask(ProcessContext process) {
        return process.prompt()
                .apply("Token: ")
                .filter(answer -> !answer.isBlank())
                .orElseThrow(() -> noToken());
    }

    private static String firstLine(InputStream input) {
        try {
            String text = new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().filter(line -> !line.isBlank()).orElseThrow(() -> noToken());
        } catch (IOException e) {
            throw noToken();
        }
    }

    private static Failure noToken() {
        return new Failure(ExitCode.USAGE, "No token given. Enter it at the prompt, or use --token-stdin or --token.");
    }
}
