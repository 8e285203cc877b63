package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.common.Json;
import io.anchorify.examples.cli.common.TerminalText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The output of the command: results on stdout, messages on stderr, in UTF-8, with tokens redacted. */
final class Output {

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Redactor redactor = new Redactor();
    private final Set<String> notesPrintedOnce = new HashSet<>();
    private final FailureRecordingStream stdout;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsColoured;
    private final boolean errIsColoured;
    private final boolean errIsTerminal;
    private boolean isVerbose;

    Output(ProcessContext process) {
        stdout = new FailureRecordingStream(process.out());
        out = new PrintStream(stdout, false, StandardCharsets.UTF_8);
        err = new PrintStream(process.err(), true, StandardCharsets.UTF_8);
        boolean allowsColours =
                process.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !process.environment().getOrDefault("TERM", "").equals("dumb");
        outIsColoured = process.outIsTerminal() && allowsColours;
        errIsColoured = process.errIsTerminal() && allowsColours;
        errIsTerminal = process.errIsTerminal();
    }

    /** Redacts this text in all further output. */
    void hide(String secret) {
        redactor.hide(secret);
    }

    void enableDetails() {
        isVerbose = true;
    }

    boolean isColoured() {
        return outIsColoured;
    }

    /** Prints a line of the result. */
    void line(String text) {
        out.println(redactor.redact(text));
    }

    /** Prints a text of other origin that may have several lines. */
    void text(String text) {
        text.lines().forEach(line -> line(TerminalText.printableLine(line)));
    }

    /** Prints a heading of the result. */
    void heading(String text) {
        line(outIsColoured ? BOLD + text + PLAIN : text);
    }

    /** Prints the result as JSON on one line. */
    void json(Map<String, ?> value) {
        out.print(redactor.redact(new String(Json.writeLine(value), StandardCharsets.UTF_8)));
    }

    /** Prints a page of a list. All pages together are a JSON object on one line, with the list as its only field. */
    void jsonPage(String name, List<?> objects, boolean isFirst, boolean isLast) {
        StringBuilder text = new StringBuilder(isFirst ? "{\"" + name + "\":[" : "");
        for (int i = 0; i < objects.size(); i++) {
            text.append(isFirst && i == 0 ? "" : ",")
                    .append(new String(Json.writeLine(objects.get(i)), StandardCharsets.UTF_8).stripTrailing());
        }
        out.print(redactor.redact(text.append(isLast ? "]}\n" : "").toString()));
    }

    /** Writes a chunk of the result unchanged. */
    void raw(ByteBuffer bytes) throws IOException {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        out.write(chunk);
        Optional<IOException> failure = finish();
        if (failure.isPresent()) {
            throw failure.orElseThrow();
        }
    }

    /** Prints a message on stderr. */
    void note(String text) {
        err.println(redactor.redact(text));
    }

    /** Prints a message on stderr, unless it was printed before. */
    void noteOnce(String text) {
        if (notesPrintedOnce.add(text)) {
            note(text);
        }
    }

    /** Prints a question on stderr; the answer follows on the same line. */
    void question(String text) {
        err.print(redactor.redact(text));
        err.flush();
    }

    /** Prints a message on stderr with {@code --verbose} only. */
    void detail(String text) {
        if (isVerbose) {
            note(text);
        }
    }

    void error(String text) {
        String start = errIsColoured ? RED + "anchorify:" + PLAIN : "anchorify:";
        note(start + " " + text);
    }

    /** Replaces the progress line, on a terminal only. */
    void progress(String text) {
        if (errIsTerminal) {
            err.print(CLEAR_LINE + redactor.redact(text));
            err.flush();
        }
    }

    void endProgress() {
        progress("");
    }

    /** A writer for picocli's own output. */
    PrintWriter resultWriter() {
        return new RedactingWriter(false);
    }

    PrintWriter errorWriter() {
        return new RedactingWriter(true);
    }

    /** Flushes stdout and returns why writing to it failed, if it did. */
    Optional<IOException> finish() {
        out.flush();
        return Optional.ofNullable(stdout.failure);
    }

    static Failure notWritten(IOException e) {
        if (IoErrors.isBrokenPipe(e)) {
            return new Failure(ExitCode.OUTPUT_CLOSED, "The reader of standard output has ended.");
        }
        return new Failure(
                ExitCode.REFUSED,
                "Cannot write to standard output: " + IoErrors.describe(e)
                        + ". Redirect it to another place and try again.");
    }

    /** Keeps the exception that a {@link PrintStream} hides. */
    private static final class FailureRecordingStream extends FilterOutputStream {

        private @Nullable IOException failure;

        private FailureRecordingStream(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    /** Redacts and prints on every flush, so that a token is never split. */
    private final class RedactingWriter extends PrintWriter {

        private final boolean isError;

        private RedactingWriter(boolean isError) {
            super(new StringWriter());
            this.isError = isError;
        }

        @Override
        public void flush() {
            StringWriter buffer = (StringWriter) super.out;
            String text = redactor.redact(buffer.toString());
            buffer.getBuffer().setLength(0);
            (isError ? err : Output.this.out).print(text);
        }
    }
}
