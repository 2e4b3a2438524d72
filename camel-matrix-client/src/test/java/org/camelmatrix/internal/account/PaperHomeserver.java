// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.Transport;

/**
 * A transport with prepared answers, which notes what it is asked. A request without a prepared
 * answer gets {@code M_NOT_FOUND}. An answer can be held back until the test gives it.
 */
final class PaperHomeserver implements Transport {

    /** The requests, each as its method and decoded path below the version. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The bodies of the requests, in the same order; empty where there is none. */
    final List<String> bodies = new CopyOnWriteArrayList<>();

    final Session session =
            new Session(
                    new MatrixClient(this, new BaseUrl("https://hs.example.org")),
                    new UserId("@bot:example.org"),
                    "D",
                    new Credentials(new Secret("t")),
                    null);

    private final Map<String, ApiResponse> answers = new LinkedHashMap<>();
    private final Map<String, Deque<ApiResponse>> once = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<ApiResponse>> held = new LinkedHashMap<>();

    /** Answers each request whose method and path begin so; the longest such text counts. */
    void answer(String request, int status, String json) {
        answers.put(request, response(status, json));
    }

    /** Answers the next request that begins so, before any other answer. */
    void answerOnce(String request, int status, String json) {
        once.computeIfAbsent(request, key -> new ArrayDeque<>()).add(response(status, json));
    }

    /** Answers the next request that begins so when the test completes the future. */
    CompletableFuture<ApiResponse> hold(String request) {
        CompletableFuture<ApiResponse> answer = new CompletableFuture<>();
        held.put(request, answer);
        return answer;
    }

    static ApiResponse response(int status, String json) {
        return new ApiResponse(status, null, null, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        String what =
                request.method()
                        + request.uri().getPath().replaceFirst("^/_matrix/(client/)?v[13]/", " ");
        asked.add(what);
        bodies.add(
                request.body() == null ? "" : new String(request.body(), StandardCharsets.UTF_8));
        for (String key : held.keySet()) {
            if (what.startsWith(key)) {
                return held.remove(key);
            }
        }
        for (Map.Entry<String, Deque<ApiResponse>> each : once.entrySet()) {
            if (what.startsWith(each.getKey()) && !each.getValue().isEmpty()) {
                return CompletableFuture.completedFuture(each.getValue().poll());
            }
        }
        return CompletableFuture.completedFuture(
                answers.entrySet().stream()
                        .filter(each -> what.startsWith(each.getKey()))
                        .max(Comparator.comparing(each -> each.getKey().length()))
                        .map(Map.Entry::getValue)
                        .orElseGet(
                                () ->
                                        response(
                                                404,
                                                "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"no\"}")));
    }

    /** The requests that begin so. */
    List<String> asked(String request) {
        return asked.stream().filter(each -> each.startsWith(request)).toList();
    }
}
