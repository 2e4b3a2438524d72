// SPDX-License-Identifier: Apache-2.0
/** Files of encrypted rooms, as streams (Client-Server API, "Sending encrypted attachments"). */
package org.camelmatrix.olm.attachment;
