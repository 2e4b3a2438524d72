// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.camelmatrix.MatrixException;
import org.camelmatrix.internal.http.FileContent;
import org.camelmatrix.internal.outgoing.MediaFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives an account a picture. */
@Command(name = "avatar", description = "Set the account's picture.")
final class Avatar extends AccountStep {

    @Parameters(paramLabel = "FILE", description = "A PNG, JPEG, GIF or WebP.")
    private Path file;

    Avatar(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) throws IOException {
        Picture picture = Picture.of(file);
        SignedIn account = sessions.current();
        OptionalLong largest = largestUpload(account);
        if (largest.isPresent() && picture.size() > largest.getAsLong()) {
            throw new UsageException(
                    "The file %s has %,d bytes, and the homeserver takes %,d at most."
                            .formatted(file, picture.size(), largest.getAsLong()));
        }
        String uri =
                Connection.await(
                        account.client()
                                .media()
                                .upload(
                                        account.credentials(),
                                        MediaFile.of(
                                                FileContent.of(file),
                                                file.getFileName().toString(),
                                                picture.contentType())));
        Connection.await(
                account.client()
                        .profiles()
                        .setProfileField(account.credentials(), account.user(), "avatar_url", uri));
        return "The picture of "
                + account.user()
                + " is "
                + file.getFileName()
                + " now, "
                + uri
                + '.';
    }

    /** Homeservers before version 1.11 of the specification do not say; then the upload will. */
    private static OptionalLong largestUpload(SignedIn account) {
        try {
            return Connection.await(account.client().media().largestUpload(account.credentials()));
        } catch (MatrixException e) {
            if (e.getStatus() == 404) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }
}
