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

/** Imports tokens and documents in one transaction, so that an invalid line changes nothing. */
public final class Importer {

    private final TokenService tokens;
    private final DocumentStore documents;

    public Importer(TokenService tokens, DocumentStore documents) {
        this.tokens = tokens;
        this.documents = documents;
    }

    /** The counts of tokens and documents. */
    public record Result(ImportCounts tokens, ImportCounts documents) {}

    /**
     * Imports a whole export.
     *
     * @throws BadLineException if a line is invalid
     * @throws IOException if reading fails; nothing was changed
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
            // The header is line 1, so the first token is on line 2.
            throw new BadLineException(e.position() + 1, e.getMessage() + ".");
        }
    }

    /** Reads the lines in the order of the format. */
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
                throw new BadLineException(1, "the export header is missing.");
            }
            if (!header.equals(Line.Header.CURRENT)) {
                throw lines.bad("expected an Anchorify export of version " + Line.Header.CURRENT.version() + ".");
            }
        }

        private void requireEnd(@Nullable Line last) throws IOException {
            if (last == null) {
                throw new BadLineException(lines.number() + 1, "the export is truncated: its end line is missing.");
            }
            if (!(last instanceof Line.End end)) {
                throw lines.bad("wrong order: expected tokens, then documents, then the end line.");
            }
            if (end.tokens() != tokens || end.documents() != added + changed + unchanged) {
                throw lines.bad("the number of tokens or documents differs from the end line.");
            }
            if (lines.next() != null) {
                throw lines.bad("unexpected line after the end line.");
            }
        }

        private void count(DocumentStore.Import outcome) {
            switch (outcome) {
                case ADDED -> added++;
                case CHANGED -> changed++;
                case UNCHANGED -> unchanged++;
                case CONFLICT -> throw lines.bad("another document has this id.");
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
