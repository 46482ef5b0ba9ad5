/**
 * Brings logs of the past to Datadog: requests of an LLM gateway, from a file with a JSON object on
 * each line, each in the shape of a log's attributes or of the gateway's webhook.
 *
 * <p>{@code Backfill.start(file, position, form, sink, surroundings)} begins, on a thread of its
 * own; {@code position} is 0, or the {@code position} of the {@code Progress} at which an earlier
 * one was stopped. The {@code Sink} takes a batch only while there is room that live data does not
 * need, and has it delivered with the time of its oldest log, so that it is the first to go when
 * room gets scarce: {@code MessageEncoder.logs(batch.logs(), batch.oldestSeconds(), options)}.
 * {@code progress()} can be asked at any time, by any thread; {@code close()} stops and waits.
 */
@NullMarked
package io.tagalong.sidecar.backfill;

import org.jspecify.annotations.NullMarked;
