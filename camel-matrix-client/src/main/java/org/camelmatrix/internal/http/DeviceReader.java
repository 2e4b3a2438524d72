// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camelmatrix.event.EventJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the part of an answer of {@code /sync} that concerns the account's device. Unlike a room's
 * timeline it cannot be fetched again, so nothing of it is left out to save memory: an answer with
 * too much of it fails, and the token stays where it is.
 *
 * <p>One thread reads one answer.
 */
final class DeviceReader {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceReader.class);

    /**
     * Bytes of one to-device event. Anybody may send one, and no client sends one as large: key
     * shares have some kilobytes. A larger one is left out, as it would otherwise be sent again and
     * again and stop the account.
     */
    private static final int LARGEST_EVENT = 128 * 1024;

    /** What an entry takes beside its text. */
    private static final int OF_EACH_ENTRY = 100;

    private static final int LEAST = 16 * 1024 * 1024;

    /**
     * Bytes of all of it. Homeservers give about 100 to-device events an answer, which fit however
     * large they are.
     */
    private static final long MOST = Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8);

    private static final int MOST_ALGORITHMS = 100;

    private final long most;
    private final List<EventJson> events = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private Map<String, Integer> oneTimeKeys;
    private List<String> unusedFallbackKeys;
    private long kept;
    private int leftOut;

    DeviceReader() {
        this(MOST);
    }

    /**
     * @param most bytes that may be kept
     */
    DeviceReader(long most) {
        this.most = most;
    }

    DeviceUpdate update() {
        if (leftOut > 0) {
            LOG.warn(
                    "{} to-device events are no objects or have more than {} bytes, and are left"
                            + " out",
                    leftOut,
                    LARGEST_EVENT);
        }
        return new DeviceUpdate(events, changed, left, oneTimeKeys, unusedFallbackKeys);
    }

    /** Reads a field of the answer; whether it is one of the device. */
    boolean read(String field, EventReader reader) throws IOException {
        switch (field) {
            case "to_device" -> events(reader);
            case "device_lists" -> lists(reader);
            case "device_one_time_keys_count" -> counts(reader);
            case "device_unused_fallback_key_types",
                    "org.matrix.msc2732.device_unused_fallback_key_types" ->
                    unusedFallbackKeys = texts(reader);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void events(EventReader reader) throws IOException {
        reader.object(
                name -> {
                    if (name.equals("events")) {
                        reader.objects(this::add);
                    } else {
                        reader.skip();
                    }
                });
    }

    private void add(byte[] json) throws IOException {
        if (json == null || json.length > LARGEST_EVENT) {
            leftOut++;
            return;
        }
        keep(json.length);
        events.add(new EventJson(json));
    }

    private void keep(int bytes) throws IOException {
        kept += bytes + OF_EACH_ENTRY;
        if (kept > most) {
            throw new LargeDeviceUpdateException(most);
        }
    }

    private void lists(EventReader reader) throws IOException {
        reader.object(
                name -> {
                    switch (name) {
                        case "changed" -> changed.addAll(texts(reader));
                        case "left" -> left.addAll(texts(reader));
                        default -> reader.skip();
                    }
                });
    }

    private List<String> texts(EventReader reader) throws IOException {
        List<String> all = new ArrayList<>();
        reader.texts(
                text -> {
                    keep(text.length());
                    all.add(text);
                });
        return all;
    }

    private void counts(EventReader reader) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        reader.object(
                algorithm -> {
                    int count = reader.number();
                    if (counts.size() < MOST_ALGORITHMS) {
                        counts.put(algorithm, count);
                    }
                });
        oneTimeKeys = counts;
    }
}
