package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the command says: results on stdout, everything else on stderr, always in UTF-8, and never a token. */
final class Output {

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Redactor redactor = new Redactor();
    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsColoured;
    private final boolean errIsColoured;
    private final boolean errIsTerminal;
    private boolean isVerbose;

    Output(Surroundings surroundings) {
        out = new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
        err = new PrintStream(surroundings.err(), true, StandardCharsets.UTF_8);
        boolean isColourful =
                surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                        && !surroundings.environment().getOrDefault("TERM", "").equals("dumb");
        outIsColoured = surroundings.outIsTerminal() && isColourful;
        errIsColoured = surroundings.errIsTerminal() && isColourful;
        errIsTerminal = surroundings.errIsTerminal();
    }

    /** From now on, this text is not printed. */
    void hide(String secret) {
        redactor.hide(secret);
    }

    void beVerbose() {
        isVerbose = true;
    }

    boolean isColoured() {
        return outIsColoured;
    }

    /** A line of the result. */
    void line(String text) {
        out.println(redactor.redact(text));
    }

    /** A line of the result that stands above others. */
    void heading(String text) {
        line(outIsColoured ? BOLD + text + PLAIN : text);
    }

    /** The result as JSON, on one line. */
    void json(Map<String, ?> value) {
        out.print(redactor.redact(new String(Json.writeLine(value), StandardCharsets.UTF_8)));
    }

    /** A piece of a result that is not text of the command's. */
    void raw(ByteBuffer bytes) throws IOException {
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        out.write(piece);
        if (out.checkError()) {
            throw new IOException("stdout does not take it");
        }
    }

    /** Something to know besides the result. */
    void note(String text) {
        err.println(redactor.redact(text));
    }

    /** Something to know for those who asked for it. */
    void detail(String text) {
        if (isVerbose) {
            note(text);
        }
    }

    void error(String text) {
        String start = errIsColoured ? RED + "anchorify:" + PLAIN : "anchorify:";
        note(start + " " + text);
    }

    /** A line that the next one takes the place of, for somebody who waits; for nobody else. */
    void progress(String text) {
        if (errIsTerminal) {
            err.print(CLEAR_LINE + redactor.redact(text));
            err.flush();
        }
    }

    void endProgress() {
        progress("");
    }

    /** For a library that prints by itself, with what it prints. */
    PrintWriter resultWriter() {
        return new RedactingWriter(false);
    }

    PrintWriter errorWriter() {
        return new RedactingWriter(true);
    }

    /** Ends the output, and says whether all of the result was written. */
    boolean finish() {
        return !out.checkError();
    }

    /** Hands on on every flush, so that a token is seen whole. */
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
