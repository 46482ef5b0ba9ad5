package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service check message, as the sender wrote it.
 *
 * @param name never empty
 * @param status 0 OK, 1 warning, 2 critical, 3 unknown
 * @param timestampSeconds Unix time; 0 stands for the time of receipt
 * @param hostname null when there is no {@code h:}
 * @param message null when there is no {@code m:}; its escapes are the sender's, as in the Agent
 * @param tags in the sender's order, with duplicates and empty ones
 */
public record ServiceCheck(
    String name,
    int status,
    long timestampSeconds,
    @Nullable String hostname,
    @Nullable String message,
    List<String> tags,
    Origin origin) {}
