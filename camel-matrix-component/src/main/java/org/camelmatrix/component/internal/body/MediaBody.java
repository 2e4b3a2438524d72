// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.camelmatrix.internal.http.OpenAnswer;

/**
 * A received file, which is downloaded when it is read, and again when it is read once more. So
 * stream caching has nothing to keep, and a file that no route reads is not fetched.
 *
 * <p>One thread at a time reads.
 */
public final class MediaBody extends InputStream implements StreamCache {

    private final MediaDownload download;
    private final long length;
    private OpenAnswer answer;
    private long position;
    private boolean closed;

    /**
     * @param download fetches it
     * @param length what the event says of the file's length, or 0
     */
    public MediaBody(MediaDownload download, long length) {
        this.download = download;
        this.length = length;
    }

    /**
     * A file whose download has begun.
     *
     * @param answer the download
     * @param again begins it once more
     */
    public MediaBody(OpenAnswer answer, Supplier<OpenAnswer> again) {
        this(new MediaDownload(again), Math.max(0, answer.contentLength()));
        this.answer = answer;
    }

    @Override
    public int read() throws IOException {
        int next = open().read();
        if (next >= 0) {
            position++;
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int n = open().read(buffer, offset, count);
        if (n > 0) {
            position += n;
        }
        return n;
    }

    private InputStream open() throws IOException {
        if (answer == null) {
            answer = download.open();
        }
        return answer.body();
    }

    /** Whether a failure says that the file cannot be had, now or later. */
    public boolean isRefusedBy(Throwable failure) {
        return download.isRefusedBy(failure);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (answer != null) {
            answer.close();
        }
    }

    /** Camel asks for this before each step of a route; a download that is unread goes on. */
    @Override
    public void reset() {
        if (position > 0 || closed) {
            giveBack();
        }
    }

    /** Ends the download, if there is one. A further read begins it again. */
    public void giveBack() {
        try {
            close();
        } catch (IOException e) {
            // it is read anew, whatever became of the old connection
        }
        answer = null;
        position = 0;
        closed = false;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        transferTo(target);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        MediaBody copy = new MediaBody(download, length);
        copy.closeWith(exchange);
        return copy;
    }

    /** Gives its connection back when an exchange is done, if it was not read to its end. */
    public void closeWith(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new Closing(this));
    }

    private static final class Closing extends SynchronizationAdapter {

        private final MediaBody file;

        Closing(MediaBody file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            file.giveBack();
        }
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
