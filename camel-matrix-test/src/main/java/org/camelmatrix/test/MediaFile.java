// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.Optional;

/**
 * A file that was uploaded: section "Content Repository".
 *
 * @param content its bytes, which nobody must change
 * @param contentType as the upload named it, {@code application/octet-stream} if it did not
 * @param fileName empty when the upload named none
 * @param uploadedBy the full user id
 */
public record MediaFile(
        byte[] content, String contentType, Optional<String> fileName, String uploadedBy) {}
