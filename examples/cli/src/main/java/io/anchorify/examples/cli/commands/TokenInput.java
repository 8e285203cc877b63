package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The ways to hand over a token; asking for it is the one without an option. */
final class TokenInput {

    private static final int MOST_BYTES = 4096;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The token. Other users of this machine can see it while the command runs, and the shell keeps"
                            + " it in its history: safer are --token-stdin, or to leave both out and be asked.")
    private String token = "";

    @Option(names = "--token-stdin", description = "Read the token from the first line of stdin.")
    private boolean isOnStdin;

    BearerToken read(Surroundings surroundings, Output output) {
        String text;
        String place;
        if (isOnStdin) {
            text = firstLine(surroundings.in());
            place = "stdin";
        } else if (token.isEmpty()) {
            text = ask(surroundings);
            place = "your answer";
        } else {
            text = token;
            place = "the option --token";
        }
        output.hide(text.strip());
        return BearerToken.of(text.strip(), place);
    }

    private static String ask(Surroundings surroundings) {
        return surroundings.prompt().get().filter(answer -> !answer.isBlank()).orElseThrow(() -> noToken());
    }

    private static String firstLine(InputStream input) {
        try {
            String text = new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().filter(line -> !line.isBlank()).orElseThrow(() -> noToken());
        } catch (IOException e) {
            throw noToken();
        }
    }

    private static Failure noToken() {
        return new Failure(
                ExitCode.USAGE,
                "No token was given: answer at the terminal, hand it over with --token-stdin, or name it with --token.");
    }
}
