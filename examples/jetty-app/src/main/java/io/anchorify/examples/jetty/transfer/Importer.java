package io.anchorify.examples.jetty.transfer;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenSink;
import io.anchorify.examples.jetty.documents.Document;
import io.anchorify.examples.jetty.documents.DocumentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;

/**
 * Imports tokens and documents in one transaction, so that an invalid line changes nothing. The transaction begins when
 * the whole input is in a local file and valid: while it runs, the tokens that it changes cannot be revoked, so it must
 * not wait for a client.
 */
public final class Importer {

    /** The largest import in bytes, about 1.5 million tokens. */
    public static final long MAX_BYTES = 512L * 1024 * 1024;

    private final TokenService tokens;
    private final DocumentStore documents;
    private final long maxBytes;

    public Importer(TokenService tokens, DocumentStore documents) {
        this(tokens, documents, MAX_BYTES);
    }

    Importer(TokenService tokens, DocumentStore documents, long maxBytes) {
        this.tokens = tokens;
        this.documents = documents;
        this.maxBytes = maxBytes;
    }

    /** The counts of tokens and documents. */
    public record Result(ImportCounts tokens, ImportCounts documents) {}

    /**
     * Imports a whole export.
     *
     * @throws BadLineException if a line is invalid
     * @throws ImportTooLargeException if the input is longer than {@link #MAX_BYTES}
     * @throws IOException if reading fails, or storing the input temporarily; nothing was changed
     */
    public Result read(InputStream input) throws IOException {
        try (SpoolFile spool = new SpoolFile(maxBytes)) {
            reader(spool.copying(input)).read(token -> {}, document -> {});
            return importFrom(spool);
        }
    }

    private Result importFrom(SpoolFile spool) throws IOException {
        Transfer transfer = new Transfer(reader(spool.content()));
        try {
            ImportCounts imported = tokens.importTokens(transfer::into).counts();
            return new Result(imported, transfer.documentCounts());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (TokenConflictException e) {
            throw new BadLineException(transfer.lineOfToken(e.position()), e.getMessage() + ".");
        }
    }

    /** Refuses tokens that no request could present. */
    private ExportReader reader(InputStream export) {
        return new ExportReader(export, tokens::requireAccepted);
    }

    /** Writes what it reads, in the transaction of a sink. */
    private final class Transfer {

        private final ExportReader export;
        private long added;
        private long changed;
        private long unchanged;

        Transfer(ExportReader export) {
            this.export = export;
        }

        ImportCounts documentCounts() {
            return new ImportCounts(added, changed, unchanged);
        }

        /** The line of a token whose position among the tokens, from 1, is given. */
        long lineOfToken(long position) {
            return export.linesBeforeTokens() + position;
        }

        void into(TokenSink sink) {
            try {
                export.read(sink::add, document -> write(document, sink));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(Document document, TokenSink sink) {
            Connection connection = sink.unwrap(Connection.class).orElseThrow();
            switch (documents.importOne(connection, document)) {
                case ADDED -> added++;
                case CHANGED -> changed++;
                case UNCHANGED -> unchanged++;
                case CONFLICT -> throw export.bad("another document has this id.");
            }
        }
    }
}
