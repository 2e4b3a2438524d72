// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of consumers, after those of producers, as a consumer sends the results of routes.
 */
@UriParams
public abstract class ReceiveConfiguration extends SendConfiguration {

    @UriParam(
            label = "consumer",
            defaultValue = "now",
            description =
                    "Where a consumer without a stored position starts: now, history (the"
                            + " beginning of each room), a time such as 2026-01-31T12:00:00Z, or"
                            + " milliseconds since 1970.")
    private String startFrom = "now";

    @UriParam(
            label = "consumer",
            description =
                    "The store of the positions of consumers. With it a restart continues"
                            + " at the first event that was not processed, so that no event is"
                            + " lost. Write"
                            + " file:PATH for a file, #NAME for a bean of the type StateRepository, or"
                            + " memory. Without it positions are in memory, and a restart begins where"
                            + " startFrom says.")
    private MatrixStore sinceStore;

    @UriParam(
            label = "consumer",
            description =
                    "The name under which sinceStore holds the position. The default is the"
                            + " id of the route if the route sets one, otherwise the room together"
                            + " with the filters.")
    private String consumerId;

    @UriParam(
            label = "consumer",
            enums = "retry,skip",
            defaultValue = "retry",
            description =
                    "What happens to an event if its exchange fails and no error handler"
                            + " handles the failure. With retry the same event begins an exchange"
                            + " again after a pause, and later events of its room wait. With skip the"
                            + " exceptionHandler is called and the next event follows. A file that the"
                            + " homeserver does not have is always skipped.")
    private FailurePolicy onFailure = FailurePolicy.RETRY;

    @UriParam(
            label = "consumer",
            description =
                    "A text that is sent to the room if an event could not be processed. It"
                            + " is sent once for an event, when the first attempt fails and no error"
                            + " handler handles the failure, as a notice in the form that replyAs"
                            + " says. It does not tell the cause, and it never answers a notice, which"
                            + " may come from another bot. Without it nothing is sent.")
    private String failureNotice;

    @UriParam(
            label = "consumer",
            defaultValue = "10000",
            description =
                    "The maximum number of events that are fetched for one room if the"
                            + " consumer missed events, or if it starts in the past. Older events are"
                            + " skipped, and the log tells it.")
    private int maximumBackfill = 10_000;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description =
                    "The maximum number of rooms with an exchange at the same time. The"
                            + " events of one room are always processed one after the other.")
    private int concurrentConsumers = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description =
                    "The maximum number of events in memory that wait or are being"
                            + " processed. The consumer fetches more events when there are fewer.")
    private int maximumInFlight = 1000;

    @UriParam(
            label = "consumer",
            enums = "never,listed,any",
            defaultValue = "never",
            description =
                    "Which invitations to rooms the account accepts: none (never), those of"
                            + " the users in invitesFrom (listed), or all (any). With m.room.member in"
                            + " onlyEventTypes an accepted invitation also begins an exchange.")
    private InvitePolicy acceptInvites = InvitePolicy.NEVER;

    @UriParam(
            label = "consumer",
            description =
                    "The users whose invitations are accepted with acceptInvites=listed:"
                            + " user ids separated by commas. An asterisk stands for any characters.")
    private String invitesFrom;

    @UriParam(
            label = "consumer",
            enums = "reply,thread,message",
            defaultValue = "reply",
            description =
                    "How the result of a route goes to the room with exchangePattern=InOut:"
                            + " as a reply to the event (in its thread, if it is in one), in a thread"
                            + " below the event, or as a message without a relation.")
    private ReplyForm replyAs = ReplyForm.REPLY;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether the account sends a read receipt for each processed event.")
    private boolean sendReceipts;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether the account shows a typing notification while an exchange" + " runs.")
    private boolean sendTyping;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "m.room.message",
            description =
                    "The types of the events that begin an exchange, separated by commas."
                            + " An asterisk stands for any characters.")
    private String onlyEventTypes = "m.room.message";

    @UriParam(
            label = "consumer,filter",
            description =
                    "The types of the messages that begin an exchange, separated by commas:"
                            + " values of msgtype, such as m.text. The default is all types.")
    private String onlyMessageTypes;

    @UriParam(
            label = "consumer,filter",
            description =
                    "The users whose events begin an exchange: user ids separated by"
                            + " commas. An asterisk stands for any characters. The default is all"
                            + " users.")
    private String onlySenders;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether only messages that mention the account or the whole room begin"
                            + " an exchange.")
    private boolean onlyMentions;

    @UriParam(
            label = "consumer,filter",
            description =
                    "The command that a message has to begin with, such as !deploy. The"
                            + " rest of the message is in the header CamelMatrixArguments. The default"
                            + " is all messages.")
    private String command;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "true",
            description = "Whether events that the account itself sent are ignored.")
    private boolean ignoreOwn = true;

    @UriParam(
            label = "consumer,filter",
            description =
                    "Whether messages of the type m.notice, which bots send, are ignored."
                            + " The default is true with exchangePattern=InOut, so that bots do not"
                            + " answer bots, otherwise false.")
    private Boolean ignoreNotices;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether an edit of a message begins an exchange with the new text."
                            + " Filters apply to the new text. An edit by another user than the author"
                            + " of the message is ignored.")
    private boolean includeEdits;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether messages that were redacted before they were received begin an"
                            + " exchange. Their content is gone.")
    private boolean includeRedacted;

    @UriParam(
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long the homeserver waits for new events before it answers a /sync"
                            + " request without any.")
    private long syncTimeout = 30_000;

    public String getStartFrom() {
        return startFrom;
    }

    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    public MatrixStore getSinceStore() {
        return sinceStore;
    }

    public void setSinceStore(MatrixStore sinceStore) {
        this.sinceStore = sinceStore;
    }

    public String getConsumerId() {
        return consumerId;
    }

    public void setConsumerId(String consumerId) {
        this.consumerId = consumerId;
    }

    public FailurePolicy getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(FailurePolicy onFailure) {
        this.onFailure = onFailure;
    }

    public String getFailureNotice() {
        return failureNotice;
    }

    public void setFailureNotice(String failureNotice) {
        this.failureNotice = failureNotice;
    }

    public int getMaximumBackfill() {
        return maximumBackfill;
    }

    public void setMaximumBackfill(int maximumBackfill) {
        this.maximumBackfill = maximumBackfill;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaximumInFlight() {
        return maximumInFlight;
    }

    public void setMaximumInFlight(int maximumInFlight) {
        this.maximumInFlight = maximumInFlight;
    }

    public InvitePolicy getAcceptInvites() {
        return acceptInvites;
    }

    public void setAcceptInvites(InvitePolicy acceptInvites) {
        this.acceptInvites = acceptInvites;
    }

    public String getInvitesFrom() {
        return invitesFrom;
    }

    public void setInvitesFrom(String invitesFrom) {
        this.invitesFrom = invitesFrom;
    }

    public ReplyForm getReplyAs() {
        return replyAs;
    }

    public void setReplyAs(ReplyForm replyAs) {
        this.replyAs = replyAs;
    }

    public boolean isSendReceipts() {
        return sendReceipts;
    }

    public void setSendReceipts(boolean sendReceipts) {
        this.sendReceipts = sendReceipts;
    }

    public boolean isSendTyping() {
        return sendTyping;
    }

    public void setSendTyping(boolean sendTyping) {
        this.sendTyping = sendTyping;
    }

    public String getOnlyEventTypes() {
        return onlyEventTypes;
    }

    public void setOnlyEventTypes(String onlyEventTypes) {
        this.onlyEventTypes = onlyEventTypes;
    }

    public String getOnlyMessageTypes() {
        return onlyMessageTypes;
    }

    public void setOnlyMessageTypes(String onlyMessageTypes) {
        this.onlyMessageTypes = onlyMessageTypes;
    }

    public String getOnlySenders() {
        return onlySenders;
    }

    public void setOnlySenders(String onlySenders) {
        this.onlySenders = onlySenders;
    }

    public boolean isOnlyMentions() {
        return onlyMentions;
    }

    public void setOnlyMentions(boolean onlyMentions) {
        this.onlyMentions = onlyMentions;
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command;
    }

    public boolean isIgnoreOwn() {
        return ignoreOwn;
    }

    public void setIgnoreOwn(boolean ignoreOwn) {
        this.ignoreOwn = ignoreOwn;
    }

    public Boolean getIgnoreNotices() {
        return ignoreNotices;
    }

    public void setIgnoreNotices(Boolean ignoreNotices) {
        this.ignoreNotices = ignoreNotices;
    }

    public boolean isIncludeEdits() {
        return includeEdits;
    }

    public void setIncludeEdits(boolean includeEdits) {
        this.includeEdits = includeEdits;
    }

    public boolean isIncludeRedacted() {
        return includeRedacted;
    }

    public void setIncludeRedacted(boolean includeRedacted) {
        this.includeRedacted = includeRedacted;
    }

    public long getSyncTimeout() {
        return syncTimeout;
    }

    public void setSyncTimeout(long syncTimeout) {
        this.syncTimeout = syncTimeout;
    }
}
