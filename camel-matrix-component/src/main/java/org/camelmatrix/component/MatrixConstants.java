package org.camelmatrix.component;

import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class MatrixConstants {

    @Metadata(
            label = "producer",
            description =
                    "The room to send this one message to, instead of the endpoint's: a room id, an"
                            + " alias, a matrix: URI or a matrix.to link. Removed once the message"
                            + " is sent, so that it does not redirect a later one.",
            javaType = "String")
    public static final String OVERRIDE_ROOM = "CamelMatrixOverrideRoom";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event that was sent, the first one of a message that had to be"
                            + " split. Set by the endpoint.",
            javaType = "String")
    public static final String EVENT_ID = "CamelMatrixEventId";

    @Metadata(
            label = "producer",
            description =
                    "The ids of all events of a message that had to be split, in order. Set by the"
                            + " endpoint, and only then.",
            javaType = "java.util.List<String>")
    public static final String EVENT_IDS = "CamelMatrixEventIds";

    @Metadata(
            label = "producer",
            description =
                    "The id of the room that the event was sent to. Set by the endpoint; never"
                            + " obeyed.",
            javaType = "String")
    public static final String ROOM_ID = "CamelMatrixRoomId";

    private MatrixConstants() {}
}
