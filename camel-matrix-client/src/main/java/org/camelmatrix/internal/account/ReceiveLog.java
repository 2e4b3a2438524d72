// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.sync.EventListener.Activity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log that routes of an account cannot receive, and that they do again; once for a
 * reason, and not for each attempt. What all of them have in common is told for all.
 *
 * <p>Any thread may call.
 */
public final class ReceiveLog {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveLog.class);

    /** How often one thing is told: where one request in ten fails, that is no news each time. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** How long events may not be received before that counts as trouble of the account. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** The shortest time between two log lines about another process with the same position. */
    private static final Duration INTRUDER_PERIOD = Duration.ofMinutes(5);

    /** What is wrong; the route is null where it is the account that cannot receive. */
    private record Trouble(String route, Activity activity, String kind) {}

    private static final class Course {

        private final Instant since;
        private final Set<String> routes = new HashSet<>();
        private boolean told;
        private String reason;

        Course(Instant since) {
            this.since = since;
        }
    }

    private record Ended(Trouble trouble, Duration lasted) {}

    private final InstantSource clock;
    private final Map<Trouble, Course> troubles = new HashMap<>();
    private final Map<Trouble, Instant> due = new HashMap<>();
    private final AtomicReference<Instant> nextIntruder = new AtomicReference<>(Instant.MIN);

    ReceiveLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A route could not do something, and tries it again.
     *
     * @param route the route's id
     * @param activity what it could not do
     * @param reason why
     */
    public void failed(String route, Activity activity, MatrixException reason) {
        boolean common = activity != Activity.KEEPING_POSITION && isOfAccount(reason);
        Trouble trouble = new Trouble(common ? null : route, activity, kind(reason, common));
        String why = reason.getMessage();
        if (!isNews(trouble, route, why)) {
            return;
        }
        if (activity == Activity.CATCHING_UP) {
            LOG.warn(
                    "{} cannot fetch what was missed: {}; it is tried again",
                    common ? "The account" : "Route " + route,
                    why);
        } else if (common) {
            LOG.warn("Events cannot be received: {}; it is tried again", why);
        } else if (activity == Activity.RECEIVING) {
            LOG.warn("Route {} cannot receive: {}; it is tried again", route, why);
        } else {
            LOG.warn("The position of route {} cannot be kept: {}; it is tried again", route, why);
        }
    }

    private static boolean isOfAccount(MatrixException reason) {
        boolean here = reason.getCause() instanceof RuntimeException;
        return !(reason instanceof MatrixRejectedException)
                && !(reason instanceof MatrixUnavailableException && here);
    }

    /** The same for what differs in words alone. */
    private static String kind(MatrixException reason, boolean common) {
        String name = reason.getClass().getSimpleName();
        return common && reason.isRetryable() ? name : name + ' ' + reason.getErrcode();
    }

    private synchronized boolean isNews(Trouble trouble, String route, String why) {
        Instant now = clock.instant();
        Course course = troubles.computeIfAbsent(trouble, begun -> new Course(now));
        course.routes.add(route);
        course.reason = why;
        due.values().removeIf(time -> !time.isAfter(now));
        if (course.told || due.containsKey(trouble)) {
            return false;
        }
        course.told = true;
        due.put(trouble, now.plus(PERIOD));
        return true;
    }

    /** Why events have not been received for more than a minute; null where they are. */
    synchronized String lastingTrouble() {
        Instant before = clock.instant().minus(LASTING);
        for (Map.Entry<Trouble, Course> each : troubles.entrySet()) {
            Trouble trouble = each.getKey();
            if (trouble.activity() != Activity.KEEPING_POSITION
                    && each.getValue().since.isBefore(before)) {
                return (trouble.activity() == Activity.CATCHING_UP
                                ? "Missed events cannot be fetched"
                                : "Events cannot be received")
                        + (trouble.route() == null ? "" : " for route " + trouble.route())
                        + ": "
                        + each.getValue().reason;
            }
        }
        return null;
    }

    /**
     * A route can do again what it could not, if there was anything.
     *
     * @param route the route's id
     * @param activity what it can do
     */
    public void recovered(String route, Activity activity) {
        for (Ended ended : end(route, activity)) {
            long seconds = ended.lasted().toSeconds();
            if (activity == Activity.CATCHING_UP) {
                LOG.info("What was missed is fetched again, after {} s", seconds);
            } else if (ended.trouble().route() == null) {
                LOG.info("Events are received again, after {} s", seconds);
            } else if (activity == Activity.RECEIVING) {
                LOG.info("Route {} receives now; it could not for {} s", route, seconds);
            } else {
                LOG.info("The position of route {} is kept again, after {} s", route, seconds);
            }
        }
    }

    /**
     * A route does not listen any more.
     *
     * @param route the route's id
     */
    public void gone(String route) {
        for (Activity activity : Activity.values()) {
            end(route, activity);
        }
    }

    /** What is over with that, and was told. */
    private synchronized List<Ended> end(String route, Activity activity) {
        List<Ended> ended = new ArrayList<>();
        Instant now = clock.instant();
        troubles.entrySet()
                .removeIf(
                        entry -> {
                            Course course = entry.getValue();
                            boolean over =
                                    entry.getKey().activity() == activity
                                            && course.routes.remove(route)
                                            && course.routes.isEmpty();
                            if (over && course.told) {
                                Duration lasted = Duration.between(course.since, now);
                                ended.add(new Ended(entry.getKey(), lasted));
                            }
                            return over;
                        });
        return ended;
    }

    /**
     * Logs that another process has written the stored position of a route.
     *
     * @param route the route's id
     */
    public void intruded(String route) {
        Instant time = nextIntruder.get();
        Instant now = clock.instant();
        if (!now.isBefore(time) && nextIntruder.compareAndSet(time, now.plus(INTRUDER_PERIOD))) {
            LOG.error(
                    "Another process stores the position of route {} too, or did until now. Events"
                            + " may be delivered twice. Stop one of them, or give it another"
                            + " sinceStore or consumerId. (Logged for one route per account, at"
                            + " most every {} minutes.)",
                    route,
                    INTRUDER_PERIOD.toMinutes());
        }
    }
}
