// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accounts: their passwords, their profiles, and what their administrator did to them. */
final class Accounts {
    /** What an administrator does to an account. */
    enum Measure {
        /** Section "Account locking". */
        LOCKED,
        /** Section "Account suspension". */
        SUSPENDED,
        /** Section "Deactivating your account". */
        DEACTIVATED
    }

    private static final class Account {
        private Optional<String> password;
        private Profile profile = Profile.NONE;
        private final Set<Measure> measures = EnumSet.noneOf(Measure.class);

        private Account(Optional<String> password) {
            this.password = password;
        }
    }

    private final Map<String, Account> accounts = new HashMap<>();

    boolean exists(String userId) {
        return accounts.containsKey(userId);
    }

    int count() {
        return accounts.size();
    }

    /**
     * @param password empty for an account of an application service
     */
    void create(String userId, Optional<String> password) {
        Account account = new Account(password);
        String localpart = userId.substring(1, userId.indexOf(':'));
        account.profile = Profile.NONE.withDisplayName(localpart);
        accounts.put(userId, account);
    }

    boolean isPassword(String userId, String password) {
        return find(userId)
                .flatMap(account -> account.password)
                .filter(password::equals)
                .isPresent();
    }

    /** Empty when there is no such account. */
    Optional<Profile> profile(String userId) {
        return find(userId).map(account -> account.profile);
    }

    void setProfile(String userId, Profile profile) {
        account(userId).profile = profile;
    }

    /**
     * @throws IllegalArgumentException when there is no such account
     */
    void set(String userId, Measure measure, boolean on) {
        Set<Measure> measures = account(userId).measures;
        if (on) {
            measures.add(measure);
        } else {
            measures.remove(measure);
        }
    }

    /**
     * Nobody signs in with its password any more, and its name stays taken.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    void deactivate(String userId) {
        set(userId, Measure.DEACTIVATED, true);
        account(userId).password = Optional.empty();
    }

    /**
     * @throws MatrixError {@code M_USER_LOCKED}, which looks like a soft logout
     */
    void requireUnlocked(String userId) {
        if (has(userId, Measure.LOCKED)) {
            throw MatrixError.of(
                    401,
                    "M_USER_LOCKED",
                    "User account has been locked",
                    Map.of("soft_logout", BooleanNode.TRUE));
        }
    }

    /**
     * @throws MatrixError {@code M_USER_SUSPENDED}
     */
    void requireNotSuspended(String userId, String action) {
        if (has(userId, Measure.SUSPENDED)) {
            throw MatrixError.of(
                    403,
                    "M_USER_SUSPENDED",
                    action + " while account is suspended is not allowed.");
        }
    }

    /**
     * @throws MatrixError {@code M_USER_DEACTIVATED} or {@code M_USER_LOCKED}
     */
    void requireMayLogIn(String userId) {
        if (has(userId, Measure.DEACTIVATED)) {
            throw MatrixError.of(403, "M_USER_DEACTIVATED", "This account has been deactivated");
        }
        requireUnlocked(userId);
    }

    private boolean has(String userId, Measure measure) {
        return find(userId).filter(account -> account.measures.contains(measure)).isPresent();
    }

    private Account account(String userId) {
        return find(userId).orElseThrow(() -> new IllegalArgumentException("no account " + userId));
    }

    private Optional<Account> find(String userId) {
        return Optional.ofNullable(accounts.get(userId));
    }
}
