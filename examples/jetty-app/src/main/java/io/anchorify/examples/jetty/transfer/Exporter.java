package io.anchorify.examples.jetty.transfer;

import io.anchorify.auth.TokenService;
import io.anchorify.examples.jetty.documents.Document;
import io.anchorify.examples.jetty.documents.DocumentStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes all tokens and documents page by page, in constant memory. */
public final class Exporter {

    private static final int PAGE = 100;
    private static final ObjectWriter WRITER = JsonMapper.shared().writerFor(Line.class);

    private final TokenService tokens;
    private final DocumentStore documents;

    public Exporter(TokenService tokens, DocumentStore documents) {
        this.tokens = tokens;
        this.documents = documents;
    }

    /**
     * Writes the whole export.
     *
     * @throws IOException if the output fails; the written part then lacks the end line
     */
    public void write(OutputStream output) throws IOException {
        OutputStream buffered = new BufferedOutputStream(output, 64 * 1024);
        try {
            put(buffered, Line.Header.CURRENT);
            tokens.acceptedFormats().forEach(format -> put(buffered, Line.FormatLine.of(format)));
            long tokenCount = tokens.exportTokens(stored -> put(buffered, Line.TokenLine.of(stored)));
            long documentCount = writeDocuments(buffered);
            put(buffered, new Line.End(tokenCount, documentCount));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        buffered.flush();
    }

    private long writeDocuments(OutputStream output) {
        long count = 0;
        String after = "";
        List<Document> page;
        do {
            page = documents.listAll(after, PAGE);
            for (Document document : page) {
                put(output, Line.DocumentLine.of(document));
                after = document.id();
            }
            count += page.size();
        } while (page.size() == PAGE);
        return count;
    }

    private static void put(OutputStream output, Line line) {
        try {
            output.write(WRITER.writeValueAsBytes(line));
            output.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
