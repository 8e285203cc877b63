package io.anchorify.examples.jetty.transfer;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenFormat;
import io.anchorify.examples.jetty.documents.Document;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a whole export, in the order of the format. */
final class ExportReader {

    private final LineReader lines;
    private final Consumer<TokenFormat> formatSink;
    private long formats;
    private long tokens;
    private long documents;

    /**
     * A reader of one export.
     *
     * @param formatSink called with each format of the tokens, before the first token; throws an {@link
     *     IllegalArgumentException} to refuse it
     */
    ExportReader(InputStream input, Consumer<TokenFormat> formatSink) {
        this.lines = new LineReader(input);
        this.formatSink = formatSink;
    }

    /**
     * Passes on all token formats, then all tokens, then all documents.
     *
     * @throws BadLineException if a line is invalid, missing or out of order
     */
    void read(Consumer<StoredToken> tokenSink, Consumer<Document> documentSink) throws IOException {
        Line line = readFormats(readHeader());
        while (line instanceof Line.AnyTokenLine token) {
            tokenSink.accept(checked(token::toStoredToken));
            tokens++;
            line = lines.next();
        }
        while (line instanceof Line.DocumentLine document) {
            documentSink.accept(checked(document::toDocument));
            documents++;
            line = lines.next();
        }
        requireEnd(line);
    }

    /** An exception that names the last line read. */
    BadLineException bad(String sentence) {
        return lines.bad(sentence);
    }

    /** How many lines come before the first token. */
    long linesBeforeTokens() {
        return 1 + formats;
    }

    private Line.Header readHeader() throws IOException {
        if (!(lines.next() instanceof Line.Header header)) {
            throw new BadLineException(1, "the export header is missing.");
        }
        if (!header.equals(Line.Header.CURRENT) && !header.equals(Line.Header.FIRST)) {
            throw lines.bad("expected an Anchorify export of version 1 or 2.");
        }
        return header;
    }

    /** The line after the token formats. */
    private @Nullable Line readFormats(Line.Header header) throws IOException {
        if (header.equals(Line.Header.FIRST)) {
            accept(TokenFormat.standard());
            lines.useFirstVersion();
            return lines.next();
        }
        Line line = lines.next();
        while (line instanceof Line.FormatLine format) {
            accept(checked(format::toFormat));
            formats++;
            line = lines.next();
        }
        if (formats == 0) {
            throw lines.bad("the token formats are missing.");
        }
        return line;
    }

    private void accept(TokenFormat format) {
        try {
            formatSink.accept(format);
        } catch (IllegalArgumentException e) {
            throw lines.bad(Objects.requireNonNull(e.getMessage()));
        }
    }

    private void requireEnd(@Nullable Line last) throws IOException {
        if (last == null) {
            throw new BadLineException(lines.number() + 1, "the export is truncated: its end line is missing.");
        }
        if (!(last instanceof Line.End end)) {
            throw lines.bad("wrong order: expected token formats, then tokens, then documents, then the end line.");
        }
        if (end.tokens() != tokens || end.documents() != documents) {
            throw lines.bad("the number of tokens or documents differs from the end line.");
        }
        if (lines.next() != null) {
            throw lines.bad("unexpected line after the end line.");
        }
    }

    private <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw lines.bad(Objects.requireNonNull(e.getMessage()));
        }
    }
}
