package io.tagalong.sidecar.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that knows the key, in the form that the Agent's {@code secret_backend_command} has: it
 * reads {@code {"version":"1.0","secrets":["<handle>"]}} and writes {@code
 * {"<handle>":{"value":"<key>","error":null}}}.
 *
 * <p>What it writes is never shown, errors included: it may hold the key.
 */
final class KeyCommand implements KeySource {

  /** The Agent's {@code secret_backend_timeout} and {@code secret_backend_output_max_size}. */
  private static final long TIMEOUT_SECONDS = 30;

  private static final int MAX_OUTPUT_BYTES = 1 << 20;

  private final List<String> command;
  private final String handle;

  KeyCommand(String program, List<String> arguments, String handle) {
    this.command = Stream.concat(Stream.of(program), arguments.stream()).toList();
    this.handle = handle;
  }

  @Override
  public ApiKey read() throws KeyUnavailableException, InterruptedException {
    return key(run());
  }

  /** Only a refusal of the key is a sign; running a program on suspicion costs too much. */
  @Override
  public boolean looksChanged() {
    return false;
  }

  private byte[] run() throws KeyUnavailableException, InterruptedException {
    Process process = start();
    try {
      // Both in the background: a program that neither reads nor writes must not hold this thread.
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> ask(process));
      CompletableFuture<byte[]> answered = CompletableFuture.supplyAsync(() -> answer(process));
      byte[] answer =
          asked
              .thenCombine(answered, (done, bytes) -> bytes)
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw unavailable("did not end within " + TIMEOUT_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw unavailable("ended with status " + process.exitValue());
      }
      return answer;
    } catch (TimeoutException late) {
      throw unavailable("did not answer within " + TIMEOUT_SECONDS + " s");
    } catch (ExecutionException failed) {
      throw unavailable("could not be talked to (" + failed.getCause() + ")");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() throws KeyUnavailableException {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException notStarted) {
      throw unavailable("cannot be started (" + notStarted.getMessage() + ")");
    }
  }

  /** In the Agent's order, which programs of a few lines may count on. */
  private Map<String, Object> question() {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("version", "1.0");
    question.put("secrets", List.of(handle));
    return question;
  }

  private void ask(Process process) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(JSON.std.asBytes(question()));
    } catch (IOException unread) {
      return; // it need not read the question; the answer tells whether it knew it
    }
  }

  private static byte[] answer(Process process) {
    try (InputStream out = process.getInputStream()) {
      return out.readNBytes(MAX_OUTPUT_BYTES);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private ApiKey key(byte[] answer) throws KeyUnavailableException {
    if (parsed(answer).get(handle) instanceof Map<?, ?> secret
        && secret.get("value") instanceof String value
        && ApiKey.isWellFormed(value.strip())) {
      return new ApiKey(value.strip());
    }
    throw unavailable("answers without an API key for this handle");
  }

  private Map<String, Object> parsed(byte[] answer) throws KeyUnavailableException {
    try {
      return JSON.std.mapFrom(answer);
    } catch (JsonProcessingException malformed) {
      throw unavailable("answers with something else than a JSON object");
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array was read, not a file", impossible);
    }
  }

  private KeyUnavailableException unavailable(String what) {
    return new KeyUnavailableException(
        "the program %s, asked for %s, %s; run it by hand to see what it says"
            .formatted(command.get(0), handle, what));
  }
}
