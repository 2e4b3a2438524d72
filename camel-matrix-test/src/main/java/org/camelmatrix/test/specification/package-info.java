// SPDX-License-Identifier: Apache-2.0
/**
 * Checks HTTP traffic against the Matrix specification's own documents: the OpenAPI description of
 * the Client-Server API and the schemas of events.
 *
 * <p>Here belongs what reads those documents and judges requests, responses and event contents by
 * them, whoever made them: the stand-in, or a real homeserver behind a proxying WireMock. Here does
 * not belong any knowledge of single endpoints, which is the documents' business, nor the documents
 * themselves: the folder that holds them is named by a system property. It needs {@code
 * com.networknt:json-schema-validator}, which is an optional dependency of this module.
 */
package org.camelmatrix.test.specification;
