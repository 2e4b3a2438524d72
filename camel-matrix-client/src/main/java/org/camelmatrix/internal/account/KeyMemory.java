// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Keeps the state of one update key of an account in a room. Each call blocks as long as its store
 * does.
 *
 * @param store the store
 * @param name the state's name in the store
 */
record KeyMemory(StateStore store, String name) {

    /**
     * The memory of a key. Its name in the store is a digest: a store may not take every text as a
     * name, and a key may tell more than others should read.
     */
    static KeyMemory of(StateStore store, UserId user, RoomId room, String key) {
        MessageDigest digest = sha256();
        digest.update((user.value() + '\0' + room.value() + '\0').getBytes(StandardCharsets.UTF_8));
        byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
        return new KeyMemory(
                store, "update " + Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The state of the key.
     *
     * @throws MatrixUnavailableException if it cannot be read
     */
    KeyState state() {
        try {
            return store.get(name).map(KeyState::of).orElse(KeyState.NONE);
        } catch (StateStoreException | IllegalArgumentException e) {
            throw failure("read", e);
        }
    }

    /**
     * Writes the state of the key.
     *
     * @throws MatrixUnavailableException if it cannot be written
     */
    void keep(KeyState state) {
        try {
            if (state.equals(KeyState.NONE)) {
                store.remove(name);
            } else {
                store.put(name, state.toText());
            }
        } catch (StateStoreException e) {
            throw failure("written", e);
        }
    }

    private static MatrixUnavailableException failure(String verb, RuntimeException reason) {
        return new MatrixUnavailableException(
                "The message that belongs to the updateKey cannot be "
                        + verb
                        + ": "
                        + reason.getMessage()
                        + "; check the option updateStore",
                reason);
    }
}
