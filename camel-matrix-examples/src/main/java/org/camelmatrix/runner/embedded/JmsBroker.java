// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.embedded;

import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JMS broker that only this process reaches and that stores nothing. It puts a connection factory
 * into the registry, where the component {@code jms} finds it.
 */
public final class JmsBroker extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(JmsBroker.class);

    private static final String URL = "vm://0";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    private JmsBroker() {}

    /**
     * Starts a broker that stops with the CamelContext.
     *
     * @throws Exception if it cannot start
     */
    public static void startIn(CamelContext context) throws Exception {
        JmsBroker broker = new JmsBroker();
        broker.start();
        context.addService(broker);
        context.getRegistry().bind("jmsConnectionFactory", new ActiveMQConnectionFactory(URL));
        LOG.info("A JMS broker runs in this process; it stores nothing");
    }

    @Override
    protected void doStart() throws Exception {
        broker.setConfiguration(
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setJournalType(JournalType.NIO)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration(
                                new TransportConfiguration(InVMAcceptorFactory.class.getName())));
        broker.start();
    }

    @Override
    protected void doStop() throws Exception {
        broker.stop();
    }
}
