package io.anchorify.examples.jetty.transfer;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file that only this user can read, of bounded size. It is deleted when it is closed; on Unix, its name is
 * deleted when it is opened, so that not even a killed process leaves it behind.
 */
final class SpoolFile implements Closeable {

    private final FileChannel file;
    private final long maxBytes;

    SpoolFile(long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        // Readable by its owner only.
        Path path = Files.createTempFile("anchorify-import-", null);
        try {
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * Copies what is read from the returned stream into the file.
     *
     * @throws ImportTooLargeException from the stream, if the input is longer than the file may be
     */
    InputStream copying(InputStream input) {
        return new CopyingStream(input, Channels.newOutputStream(file));
    }

    /** The file from its beginning. Valid until this is closed. */
    InputStream content() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class CopyingStream extends FilterInputStream {

        private final OutputStream copy;
        private long bytes;

        CopyingStream(InputStream input, OutputStream copy) {
            super(input);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new ImportTooLargeException(maxBytes);
                }
                copy.write(buffer, offset, read);
            }
            return read;
        }
    }
}
