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
 * Where it is kept what is known of one key of an account in a room. It blocks as its store does.
 *
 * @param store the store
 * @param name what the state is kept under
 */
record KeyMemory(StateStore store, String name) {

    /**
     * The place of a key. Its name is a digest, as a store may not take any text for a name, and
     * others need not read what a key tells.
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
     * What is known.
     *
     * @throws MatrixUnavailableException if that cannot be read
     */
    KeyState state() {
        try {
            return store.get(name).map(KeyState::of).orElse(KeyState.NONE);
        } catch (StateStoreException | IllegalArgumentException e) {
            throw failure("read", e);
        }
    }

    /**
     * Notes what is known from now on.
     *
     * @throws MatrixUnavailableException if that cannot be written
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
                "Which message the key of updateKey has cannot be "
                        + verb
                        + ": "
                        + reason.getMessage()
                        + "; check the option updateStore",
                reason);
    }
}
