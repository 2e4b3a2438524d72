// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;
import org.apache.camel.support.LanguageSupport;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.internal.account.SentMessages;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.store.StateStore;

/** Reads the options of an endpoint that say how it sends. */
final class SendOptions {

    private final SendConfiguration options;
    private final CamelContext camelContext;
    private final StateStores stores;

    SendOptions(SendConfiguration options, CamelContext camelContext, StateStores stores) {
        this.options = options;
        this.camelContext = camelContext;
        this.stores = stores;
    }

    /**
     * How long the component tries to send a message.
     *
     * @throws MatrixConfigurationException if an option is not valid
     */
    RetryPolicy retryPolicy() {
        return new RetryPolicy(
                OptionValues.atLeast(0, "maximumRetries", options.getMaximumRetries()),
                OptionValues.duration("maximumRetryTime", options.getMaximumRetryTime()),
                OptionValues.positiveDuration("maximumRetryDelay", options.getMaximumRetryDelay()),
                options.getMaximumWait() == null
                        ? null
                        : OptionValues.duration("maximumWait", options.getMaximumWait()),
                options.getPendingPolicy());
    }

    /**
     * The expression that identifies a message, or null.
     *
     * @throws MatrixConfigurationException if it is the same for all messages, so that only the
     *     first one would be sent
     */
    Expression idempotentKey() {
        String key = options.getIdempotentKey();
        if (key == null) {
            return null;
        }
        if (!LanguageSupport.hasSimpleFunction(key)) {
            throw new MatrixConfigurationException(
                    "The option idempotentKey is "
                            + (key.isBlank() ? "empty" : key + ", the same for every message")
                            + ": write an expression such as ${header.JMSMessageID}");
        }
        return camelContext.resolveLanguage("simple").createExpression(key);
    }

    /**
     * The operations that a message may ask for by its header.
     *
     * @throws MatrixConfigurationException if the option names something else, or if the endpoint
     *     makes requests and allowedOperations does not name that operation
     */
    Set<MatrixOperation> allowedOperations() {
        Set<MatrixOperation> allowed = EnumSet.noneOf(MatrixOperation.class);
        for (String word : OptionValues.names(options.getAllowedOperations())) {
            allowed.add(OptionValues.parsed("allowedOperations", word, MatrixOperation::of));
        }
        MatrixOperation own = options.getOperation();
        if (allowed.add(own) && own == MatrixOperation.REQUEST) {
            throw new MatrixConfigurationException(
                    "The option operation="
                            + own.word()
                            + " needs allowedOperations="
                            + own.word()
                            + " as well: by it, messages can do all that the account may do");
        }
        return allowed;
    }

    /** The store of sent messages, or null. */
    SentMessages sentMessages() {
        StateStore store = stores.idempotentStore(options);
        return store == null ? null : new SentMessages(store);
    }

    /**
     * The messages that update others, or null without updateKey.
     *
     * @throws MatrixConfigurationException if there is updateEnd without updateKey
     */
    KeyedMessages keyedMessages() {
        String key = options.getUpdateKey();
        String end = options.getUpdateEnd();
        if (key == null || key.isBlank()) {
            if (end != null) {
                throw new MatrixConfigurationException(
                        "The option updateEnd needs updateKey, which tells what it is the end of");
            }
            return null;
        }
        Language simple = camelContext.resolveLanguage("simple");
        return new KeyedMessages(
                simple.createExpression(key),
                end == null || end.isBlank() ? null : simple.createPredicate(end),
                options.getUpdateMode(),
                stores.updateStore(options));
    }
}
