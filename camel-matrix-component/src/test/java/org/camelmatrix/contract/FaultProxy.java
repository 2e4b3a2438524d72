// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A bad way to a homeserver: an HTTP/1.1 proxy that lets requests to send an event fail by chance,
 * and passes all else on. While the homeserver is down, it resets the connections of its clients.
 *
 * <p>Each client's connection is kept alive and has a thread; each request has a connection of its
 * own to the homeserver, so that a restart there leaves no stale one.
 */
final class FaultProxy implements AutoCloseable {

    /** What goes wrong with a request. */
    enum Fault {
        /** 429 with {@code Retry-After: 1}. */
        LIMITED,
        /** 503. */
        UNAVAILABLE,
        /** The connection is reset, and the homeserver never hears of the request. */
        DROPPED,
        /** The homeserver has processed the request; then the connection is reset. */
        ANSWER_LOST,
        /** The homeserver is down, or dies over the request; this one nobody chooses. */
        HOMESERVER_DOWN
    }

    /** How far a request to send an event has come. */
    enum Moment {
        /** The homeserver has not heard of it. */
        ASKED,
        /** The homeserver has answered, the client does not know. */
        PROCESSED,
        /** The client has the answer. */
        ANSWERED
    }

    /** Is told of each send that is passed on, on the connection's thread. */
    @FunctionalInterface
    interface Watcher {
        void at(Moment moment);
    }

    private static final Pattern SEND = Pattern.compile("PUT \\S+/send/\\S+ HTTP/1\\.1");

    private final ServerSocket server;
    private final InetAddress host;
    private final int port;
    private final Random random;
    private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
    private final Map<Fault, AtomicInteger> counts = new EnumMap<>(Fault.class);
    private final AtomicInteger processed = new AtomicInteger();
    private volatile Watcher watcher = moment -> {};

    /**
     * @param homeserver its base URL, with a port
     * @param seed of the chances
     */
    FaultProxy(URI homeserver, long seed) throws IOException {
        host = InetAddress.getByName(homeserver.getHost());
        port = homeserver.getPort();
        random = new Random(seed);
        for (Fault fault : Fault.values()) {
            counts.put(fault, new AtomicInteger());
        }
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** The probability of a fault for each request to send; before {@link #start()}. */
    FaultProxy with(Fault fault, double chance) {
        chances.put(fault, chance);
        return this;
    }

    FaultProxy start() {
        run("fault-proxy", this::accept);
        return this;
    }

    void watch(Watcher each) {
        watcher = each;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int count(Fault fault) {
        return counts.get(fault).get();
    }

    /** How many requests to send the homeserver has answered, whoever got to know. */
    int processed() {
        return processed.get();
    }

    @Override
    public String toString() {
        return "proxy: " + processed + " processed, " + counts;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                run("fault-proxy-" + client.getPort(), () -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            Optional<HttpMessage> request = HttpMessage.request(in);
            while (request.isPresent() && serve(request.get(), client)) {
                request = HttpMessage.request(in);
            }
        } catch (IOException e) {
            // the client has left
            return;
        }
    }

    /** Returns whether the connection goes on. */
    private boolean serve(HttpMessage request, Socket client) throws IOException {
        boolean send = SEND.matcher(request.firstLine()).matches();
        Optional<Fault> fault = send ? choose() : Optional.empty();
        fault.ifPresent(each -> counts.get(each).incrementAndGet());
        if (fault.isPresent() && fault.get() != Fault.ANSWER_LOST) {
            return answerInstead(fault.get(), client);
        }
        Watcher told = send ? watcher : moment -> {};
        told.at(Moment.ASKED);
        HttpMessage answer;
        try {
            answer = ask(request);
        } catch (IOException e) {
            counts.get(Fault.HOMESERVER_DOWN).incrementAndGet();
            return reset(client);
        }
        if (send) {
            processed.incrementAndGet();
        }
        told.at(Moment.PROCESSED);
        if (fault.isPresent()) {
            return reset(client);
        }
        client.getOutputStream().write(answer.bytes());
        told.at(Moment.ANSWERED);
        return true;
    }

    private HttpMessage ask(HttpMessage request) throws IOException {
        try (Socket homeserver = new Socket(host, port)) {
            homeserver.setTcpNoDelay(true);
            homeserver.getOutputStream().write(request.bytes());
            return HttpMessage.answer(new BufferedInputStream(homeserver.getInputStream()));
        }
    }

    private Optional<Fault> choose() {
        double lot = random.nextDouble();
        for (Map.Entry<Fault, Double> each : chances.entrySet()) {
            lot -= each.getValue();
            if (lot < 0) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean answerInstead(Fault fault, Socket client) throws IOException {
        switch (fault) {
            case LIMITED ->
                    client.getOutputStream()
                            .write(
                                    HttpMessage.json(
                                                    "429 Too Many Requests",
                                                    "Retry-After: 1\r\n",
                                                    "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"Too"
                                                            + " Many Requests\"}")
                                            .bytes());
            case UNAVAILABLE ->
                    client.getOutputStream()
                            .write(
                                    HttpMessage.json(
                                                    "503 Service Unavailable",
                                                    "",
                                                    "{\"errcode\":\"M_UNKNOWN\",\"error\":\"Try again"
                                                            + " later\"}")
                                            .bytes());
            default -> {
                return reset(client);
            }
        }
        return true;
    }

    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        return false;
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
