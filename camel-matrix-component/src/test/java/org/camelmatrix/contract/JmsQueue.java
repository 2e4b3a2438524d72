// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The queue of a broker, as the test sees it.
 *
 * @param broker the broker's URL
 */
record JmsQueue(String broker) {

    static final String NAME = "alerts";

    /**
     * Chooses a place for a broker. It lies below the ports that Linux gives to connections, so
     * that it is still free when the broker comes back.
     */
    static JmsQueue onFreePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return new JmsQueue("tcp://127.0.0.1:" + free.getLocalPort());
            } catch (IOException e) {
                continue;
            }
        }
    }

    boolean isReachable() {
        URI url = URI.create(broker);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts texts into the queue; they are on the broker's disk when it returns. */
    void put(List<String> bodies) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
                QueueConnection connection = factory.createQueueConnection();
                QueueSession session = connection.createQueueSession(true, 0)) {
            MessageProducer producer = session.createProducer(session.createQueue(NAME));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (String body : bodies) {
                producer.send(session.createTextMessage(body));
            }
            session.commit();
        }
    }

    /** How many messages it has, those included whose transaction is not over. */
    long size() throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
                QueueConnection connection = factory.createQueueConnection();
                QueueSession session =
                        connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue management = ActiveMQJMSClient.createQueue("activemq.management");
            QueueRequestor requestor = new QueueRequestor(session, management);
            Message question = session.createMessage();
            JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + NAME, "messageCount");
            Number count =
                    (Number)
                            JMSManagementHelper.getResult(
                                    requestor.request(question), Number.class);
            return count.longValue();
        }
    }
}
