// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.MatrixUncertainException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.failure.UnexpectedFailure;

/**
 * One request with the words for its failures: turns its answer into JSON, or into the failure that
 * the answer means.
 *
 * @param request the request
 * @param intent what it is for, to complete the sentence "Could not …"
 * @param remedy what to do about a refusal, with the option's name; empty if the caller tells it
 * @param isFirstContact whether an answer that is not Matrix means that the server is no homeserver
 * @param secret what the request holds that no text may show, or null
 */
record Call(
        ApiRequest request, String intent, String remedy, boolean isFirstContact, Secret secret) {

    /** A request with or without authentication. */
    static Call of(ApiRequest request, String intent) {
        return of(request, intent, "");
    }

    /** The same with what to do about a refusal. */
    static Call of(ApiRequest request, String intent, String remedy) {
        return new Call(request, intent, remedy, false, request.accessToken());
    }

    /** A request that may go to a server that is no homeserver. */
    static Call firstContact(ApiRequest request, String intent, String remedy) {
        return new Call(request, intent, remedy, true, request.accessToken());
    }

    /** The same for a request that holds another secret than its access token. */
    Call hiding(Secret other) {
        return new Call(request, intent, remedy, isFirstContact, other);
    }

    private static final int LONGEST_QUOTE = 200;

    /** Controls, line ends, marks that turn the direction of text, and halves of characters. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    /** The answer's JSON object. */
    Answer answer(ApiResponse response) {
        JsonNode json = AnswerJson.parse(response.body());
        if (response.status() / 100 == 2 && json.isObject()) {
            return new Answer(this, json);
        }
        throw new ErrorAnswer(this, response, json).meaning();
    }

    /** The failure that an answer means. */
    MatrixException failure(ApiResponse response) {
        return new ErrorAnswer(this, response, AnswerJson.parse(response.body())).meaning();
    }

    /** The failure that an answer means whose JSON lacks a required field. */
    MatrixException incomplete(String missing) {
        String message =
                sentence("the answer has no " + missing)
                        + (isFirstContact ? "; check the option homeserverUrl" : "");
        return isFirstContact
                ? new MatrixConfigurationException(message)
                : new MatrixUnavailableException(message, null);
    }

    /** The failure that a missing answer means. */
    MatrixException noAnswer(Throwable thrown) {
        Throwable cause = MatrixFailure.cause(thrown);
        return cause instanceof MatrixException known ? known : new NoAnswer(this, cause).meaning();
    }

    /**
     * The same for a request that must not be repeated. Without a usable answer the homeserver may
     * have obeyed, unless the request never reached it.
     *
     * @param remedy how to find out whether it has obeyed, to follow a semicolon
     */
    static MatrixException uncertain(Throwable thrown, String remedy) {
        LinkageError classPath = UnexpectedFailure.classPath(thrown);
        MatrixException reason =
                classPath == null ? known(thrown) : UnexpectedFailure.onClassPath(classPath);
        MatrixUnavailableException noAnswer =
                reason == null
                        ? new MatrixUnavailableException(
                                "The request failed unexpectedly: " + thrown, thrown)
                        : reason instanceof MatrixUnavailableException known ? known : null;
        return noAnswer == null || NoAnswer.isBeforeRequest(noAnswer.getCause())
                ? reason
                : new MatrixUncertainException(
                        noAnswer.getMessage()
                                + "; it may have been done all the same and was not tried again: "
                                + remedy,
                        noAnswer);
    }

    /** The failure that a future ended with if it is a MatrixException, or else null. */
    static MatrixException known(Throwable thrown) {
        return MatrixFailure.cause(thrown) instanceof MatrixException reason ? reason : null;
    }

    String sentence(String reason) {
        return "Could not "
                + intent
                + ": "
                + request.uri().getScheme()
                + "://"
                + request.uri().getRawAuthority()
                + ' '
                + reason;
    }

    /** A text from the network, fit for a log line: short, without controls and secrets. */
    String quote(String text) {
        String line = UNFIT.matcher(String.valueOf(text)).replaceAll(" ");
        if (secret != null) {
            line = secret.removedFrom(line);
        }
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + '…';
    }
}
