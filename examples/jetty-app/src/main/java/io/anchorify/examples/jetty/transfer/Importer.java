package io.anchorify.examples.jetty.transfer;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenSink;
import io.anchorify.examples.jetty.documents.DocumentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads an export back: tokens and documents in one transaction, so that a bad line changes nothing. */
public final class Importer {

    private final TokenService tokens;
    private final DocumentStore documents;

    public Importer(TokenService tokens, DocumentStore documents) {
        this.tokens = tokens;
        this.documents = documents;
    }

    /** What became of the lines of each kind. */
    public record Result(ImportCounts tokens, ImportCounts documents) {}

    /**
     * Imports a whole export.
     *
     * @throws BadLineException if a line cannot be taken
     * @throws IOException if the input breaks off; nothing was changed
     */
    public Result read(InputStream input) throws IOException {
        LineReader lines = new LineReader(input);
        Reading reading = new Reading(lines, documents);
        try {
            ImportCounts imported = tokens.importTokens(reading::into).counts();
            return new Result(imported, reading.documents());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (TokenConflictException e) {
            // The tokens stand behind the header, so the first one is on the second line.
            throw new BadLineException(e.position() + 1, e.getMessage() + ".");
        }
    }

    /** One pass through the lines, in the order that the format has. */
    private static final class Reading {

        private final LineReader lines;
        private final DocumentStore store;
        private long tokens;
        private long added;
        private long changed;
        private long unchanged;

        Reading(LineReader lines, DocumentStore store) {
            this.lines = lines;
            this.store = store;
        }

        ImportCounts documents() {
            return new ImportCounts(added, changed, unchanged);
        }

        void into(TokenSink sink) {
            try {
                readHeader();
                Line line = lines.next();
                while (line instanceof Line.TokenLine token) {
                    sink.add(checked(token::toStoredToken));
                    tokens++;
                    line = lines.next();
                }
                Connection connection = sink.unwrap(Connection.class).orElseThrow();
                while (line instanceof Line.DocumentLine document) {
                    count(store.importOne(connection, checked(document::toDocument)));
                    line = lines.next();
                }
                requireEnd(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void readHeader() throws IOException {
            if (!(lines.next() instanceof Line.Header header)) {
                throw new BadLineException(1, "an export begins with its header.");
            }
            if (!header.equals(Line.Header.CURRENT)) {
                throw lines.bad("this is not version " + Line.Header.CURRENT.version() + " of an Anchorify export.");
            }
        }

        private void requireEnd(@Nullable Line last) throws IOException {
            if (last == null) {
                throw new BadLineException(
                        lines.number() + 1, "the export was cut off here: its last line is missing.");
            }
            if (!(last instanceof Line.End end)) {
                throw lines.bad("the tokens come first, then the documents, then the end.");
            }
            if (end.tokens() != tokens || end.documents() != added + changed + unchanged) {
                throw lines.bad("the number of tokens or documents is not the one that the end says.");
            }
            if (lines.next() != null) {
                throw lines.bad("nothing comes behind the end.");
            }
        }

        private void count(DocumentStore.Import outcome) {
            switch (outcome) {
                case ADDED -> added++;
                case CHANGED -> changed++;
                case UNCHANGED -> unchanged++;
                case CONFLICT -> throw lines.bad("there is another document with this id.");
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
}
