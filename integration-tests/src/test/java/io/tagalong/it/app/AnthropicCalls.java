package io.tagalong.it.app;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Calls Anthropic's SDK in every way, each once, and prints the answers. The model of a call says
 * which way it is, or what the gateway shall do.
 *
 * <p>Arguments: the gateway's address, and one where nobody listens.
 */
public final class AnthropicCalls {
  private static final String PROMPT = "prompt-that-stays-here";
  private static final String KEY = "sk-key-that-stays-here";

  private final AnthropicClient client;

  private AnthropicCalls(String url) {
    this.client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey(KEY).build();
  }

  public static void main(String[] args) {
    AnthropicCalls calls = new AnthropicCalls(args[0]);
    calls.plain();
    calls.streams();
    calls.raw();
    calls.errors();
    new AnthropicCalls(args[1]).expectError("refused");
    System.exit(0); // Threads of the SDK's HTTP client would keep the JVM for a minute.
  }

  private void plain() {
    for (String model : List.of("plain", "cached", "guarded")) {
      print(model, client.messages().create(message(model)));
    }
    print("async", client.async().messages().create(message("async")).join());
    System.out.println(
        "beta "
            + client
                .beta()
                .messages()
                .create(
                    com.anthropic.models.beta.messages.MessageCreateParams.builder()
                        .model("beta")
                        .maxTokens(10)
                        .addUserMessage(PROMPT)
                        .build())
                .usage()
                .outputTokens());
  }

  private static MessageCreateParams message(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(10).addUserMessage(PROMPT).build();
  }

  private static void print(String form, Message answer) {
    System.out.println(form + " " + answer.model() + " " + answer.content().get(0).asText().text());
  }

  private void streams() {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message("claude-sonnet-4-5"))) {
      System.out.println("stream " + stream.stream().count());
    }
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message("early"))) {
      System.out.println("early " + stream.stream().findFirst().isPresent());
    }
    // Written by one thread of the SDK after another, which it orders.
    StringBuilder text = new StringBuilder("async-stream");
    AsyncStreamResponse<RawMessageStreamEvent> stream =
        client.async().messages().createStreaming(message("async-stream"));
    stream
        .subscribe(
            new AsyncStreamResponse.Handler<>() {
              @Override
              public void onNext(RawMessageStreamEvent event) {
                text.append(' ').append(event.isMessageDelta());
              }

              @Override
              public void onComplete(Optional<Throwable> error) {
                text.append(" error: ").append(error.isPresent());
              }
            })
        .onCompleteFuture()
        .join();
    stream.close(); // The SDK closes one that nobody holds any more, perhaps before its end.
    System.out.println(text);
  }

  /** The SDK says of the future that it must be closed, and means the response. */
  @SuppressWarnings("MustBeClosedChecker")
  private void raw() {
    try (HttpResponseFor<Message> response =
        client.messages().withRawResponse().create(message("raw"))) {
      print("raw " + response.statusCode(), response.parse());
    }
    try (HttpResponseFor<Message> response =
        client.async().messages().withRawResponse().create(message("raw-async")).join()) {
      print("raw-async " + response.statusCode(), response.parse());
    }
  }

  private void errors() {
    for (String status : List.of("400", "403", "429", "500")) {
      expectError("error-" + status);
    }
    try {
      client.async().messages().create(message("error-404")).join();
    } catch (CompletionException e) {
      System.out.println("async error-404 " + e.getCause());
    }
    try (StreamResponse<RawMessageStreamEvent> never =
        client.messages().createStreaming(message("error-401"))) {
      System.out.println(never);
    } catch (AnthropicServiceException e) {
      System.out.println("stream error-401 " + e);
    }
    try (HttpResponseFor<Message> response =
        client.messages().withRawResponse().create(message("error-422"))) {
      System.out.println("raw error-422 " + response.statusCode());
      print("never", response.parse());
    } catch (AnthropicServiceException e) {
      System.out.println("raw error-422 " + e);
    }
  }

  private void expectError(String model) {
    try {
      print("never", client.messages().create(message(model)));
    } catch (AnthropicServiceException e) {
      System.out.println(model + " " + e.statusCode() + " " + e);
    } catch (AnthropicIoException e) {
      System.out.println(model + " " + e.getClass().getSimpleName());
    }
  }
}
