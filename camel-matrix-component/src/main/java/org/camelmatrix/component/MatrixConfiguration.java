// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options that the component and its endpoints share; those of an endpoint win. Camel's
 * generator reads the options of one class along its superclasses, so there is one superclass for
 * each group of options.
 */
@UriParams
public class MatrixConfiguration extends ReceiveConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            defaultValue = "2147483647",
            description =
                    "The size of the largest file that a route downloads, in bytes. A"
                            + " received message with a larger file is skipped when the route reads"
                            + " the file. The operation download fails.")
    private int maximumFileSize = Integer.MAX_VALUE;

    @UriParam(
            label = "common",
            defaultValue = "true",
            description =
                    "Whether producers and consumers follow a room that was upgraded to the"
                            + " room that replaces it. With false a message to such a room fails, and"
                            + " the failure names the replacement.")
    private boolean followUpgrades = true;

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description = "Whether the calling thread blocks until the message is sent.")
    private boolean synchronous;

    MatrixConfiguration copy() {
        try {
            return (MatrixConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public int getMaximumFileSize() {
        return maximumFileSize;
    }

    public void setMaximumFileSize(int maximumFileSize) {
        this.maximumFileSize = maximumFileSize;
    }

    public boolean isFollowUpgrades() {
        return followUpgrades;
    }

    public void setFollowUpgrades(boolean followUpgrades) {
        this.followUpgrades = followUpgrades;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }
}
