// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.File;
import java.io.OutputStream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * A JMS broker in a process of its own, with its messages in a folder. It runs until its standard
 * input ends.
 */
final class BrokerProcess {

    private static final int JOURNAL_FILE_BYTES = 1024 * 1024;
    private static final int DELIVER_AGAIN_FOR_EVER = -1;
    private static final int WHATEVER_THE_DISK_HAS = -1;

    private BrokerProcess() {}

    /**
     * @param arguments the folder, and the URL at which it serves
     */
    public static void main(String[] arguments) throws Exception {
        File folder = new File(arguments[0]);
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(folder);
        configuration
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setMaxDiskUsage(WHATEVER_THE_DISK_HAS)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxDeliveryAttempts(DELIVER_AGAIN_FOR_EVER)
                                .setAutoDeleteQueues(false)
                                .setAutoDeleteAddresses(false))
                .addAcceptorConfiguration("tcp", arguments[1]);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
        System.in.transferTo(OutputStream.nullOutputStream());
        broker.stop();
    }
}
