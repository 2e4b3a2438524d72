// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The settings of a homeserver. */
public final class MatrixHomeserverBuilder {
    private String serverName = "localhost";
    private String defaultRoomVersion = "12";
    private InstantSource clock = InstantSource.system();
    private Optional<Duration> accessTokenLifetime = Optional.empty();
    private Optional<String> registrationSharedSecret = Optional.empty();
    private int largestUpload = 50 << 20;
    private TransactionScope transactionScope = TransactionScope.DEVICE_AND_ROOM;
    private MediaEndpoints mediaEndpoints = MediaEndpoints.AUTHENTICATED;
    private HistoryPages historyPages = HistoryPages.END_AT_TO;
    private int largestHistoryPage = 1000;
    private int port;
    private Optional<HttpServer.KeyStore> keyStore = Optional.empty();

    MatrixHomeserverBuilder() {}

    /** The part of its ids behind the colon; {@code localhost} without this. */
    public MatrixHomeserverBuilder serverName(String name) {
        this.serverName = name;
        return this;
    }

    /** The port for HTTP; a free one without this, or for 0. */
    public MatrixHomeserverBuilder port(int number) {
        this.port = number;
        return this;
    }

    /** The version of new rooms, {@code 1} to {@code 12}; 12 without this. */
    public MatrixHomeserverBuilder defaultRoomVersion(String version) {
        if (RoomVersion.of(version).isEmpty()) {
            throw new IllegalArgumentException("no room version " + version);
        }
        this.defaultRoomVersion = version;
        return this;
    }

    /**
     * Serves HTTPS as well, on a free port.
     *
     * @param pkcs12 a key store in PKCS #12 with one key, whose certificate names localhost
     * @param password of the store and of the key
     */
    public MatrixHomeserverBuilder https(Path pkcs12, String password) {
        this.keyStore = Optional.of(new HttpServer.KeyStore(pkcs12, password));
        return this;
    }

    /**
     * Gives a refresh token to clients that ask for one, and access tokens that expire after so
     * long; Synapse's {@code refreshable_access_token_lifetime}, which is 5 minutes by default.
     * Without this there are no refresh tokens, and no token expires by itself.
     */
    public MatrixHomeserverBuilder accessTokenLifetime(Duration lifetime) {
        this.accessTokenLifetime = Optional.of(lifetime);
        return this;
    }

    /** The time by which tokens and nonces expire; the system's without this. */
    public MatrixHomeserverBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Lets who knows the secret register accounts; see Synapse's setting of that name. */
    public MatrixHomeserverBuilder registrationSharedSecret(String secret) {
        this.registrationSharedSecret = Optional.of(secret);
        return this;
    }

    /** The size of the largest file in bytes; 50 MiB without this. */
    public MatrixHomeserverBuilder largestUpload(int bytes) {
        this.largestUpload = bytes;
        return this;
    }

    /**
     * By what it recognises a repeated transaction; by device and room, as Synapse does, without
     * this.
     */
    public MatrixHomeserverBuilder transactionScope(TransactionScope scope) {
        this.transactionScope = scope;
        return this;
    }

    /** By which endpoints it gives files away; by the authenticated ones without this. */
    public MatrixHomeserverBuilder mediaEndpoints(MediaEndpoints endpoints) {
        this.mediaEndpoints = endpoints;
        return this;
    }

    /** Where pages of a room's history end; where they are asked to without this. */
    public MatrixHomeserverBuilder historyPages(HistoryPages pages) {
        this.historyPages = pages;
        return this;
    }

    /** How many events a page of a room's history has at most; 1,000 without this. */
    public MatrixHomeserverBuilder largestHistoryPage(int events) {
        this.largestHistoryPage = events;
        return this;
    }

    int port() {
        return port;
    }

    Optional<HttpServer.KeyStore> keyStore() {
        return keyStore;
    }

    Settings settings() {
        return new Settings(
                serverName,
                defaultRoomVersion,
                clock,
                accessTokenLifetime,
                registrationSharedSecret,
                largestUpload,
                transactionScope,
                mediaEndpoints,
                new Settings.History(historyPages, largestHistoryPage));
    }

    /** Starts a homeserver with these settings. */
    public MatrixHomeserver start() {
        return new MatrixHomeserver(this);
    }
}
