package io.tagalong.it.app;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Calls OpenAI's SDK in every way, each once, and prints the answers. The model of a call says
 * which way it is, or what the gateway shall do.
 *
 * <p>Arguments: the gateway's address, and one where nobody listens.
 */
public final class OpenAiCalls {
  private static final String PROMPT = "prompt-that-stays-here";
  private static final String KEY = "sk-key-that-stays-here";

  private final OpenAIClient client;

  private OpenAiCalls(String url) {
    this.client = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(KEY).build();
  }

  public static void main(String[] args) {
    OpenAiCalls calls = new OpenAiCalls(args[0]);
    calls.plain();
    calls.streams();
    calls.raw();
    calls.otherEndpoints();
    calls.errors();
    new OpenAiCalls(args[1]).expectError("refused");
    System.exit(0); // Threads of the SDK's HTTP client would keep the JVM for a minute.
  }

  private void plain() {
    for (String model : List.of("plain", "cached", "guarded")) {
      print(model, client.chat().completions().create(chat(model)));
    }
    print("async", client.async().chat().completions().create(chat("async")).join());
  }

  private static ChatCompletionCreateParams chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(PROMPT).build();
  }

  private static void print(String form, ChatCompletion answer) {
    System.out.println(
        form + " " + answer.model() + " " + answer.choices().get(0).message().content());
  }

  private void streams() {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("gpt-4o"))) {
      print("stream", stream);
    }
    readWithoutClosing();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("early"))) {
      System.out.println("early " + stream.stream().findFirst().isPresent());
    }
    printAsync("async-stream", client.async().chat().completions());
    AsyncStreamResponse<ChatCompletionChunk> stream =
        client.async().chat().completions().createStreaming(chat("async-early"));
    stream.close();
    System.out.println("async-early closed");
  }

  /** As applications do that forget it: at its end the SDK closes the stream itself. */
  @SuppressWarnings("MustBeClosedChecker")
  private void readWithoutClosing() {
    print("unclosed", client.chat().completions().createStreaming(chat("unclosed")));
  }

  private static void print(String form, StreamResponse<ChatCompletionChunk> stream) {
    StringBuilder text = new StringBuilder(form);
    stream.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .flatMap(choice -> choice.delta().content().stream())
        .forEach(text.append(' ')::append);
    System.out.println(text);
  }

  private static void printAsync(String form, ChatCompletionServiceAsync service) {
    // Written by one thread of the SDK after another, which it orders.
    StringBuilder text = new StringBuilder(form);
    AsyncStreamResponse<ChatCompletionChunk> stream = service.createStreaming(chat(form));
    stream
        .subscribe(
            new AsyncStreamResponse.Handler<>() {
              @Override
              public void onNext(ChatCompletionChunk chunk) {
                text.append(' ').append(chunk.choices().size());
              }

              @Override
              public void onComplete(Optional<Throwable> error) {
                text.append(" error: ").append(error.isPresent());
              }
            })
        .onCompleteFuture()
        .join();
    stream.close();
    System.out.println(text);
  }

  /** The SDK says of the future that it must be closed, and means the response. */
  @SuppressWarnings("MustBeClosedChecker")
  private void raw() {
    try (HttpResponseFor<ChatCompletion> response =
        client.chat().completions().withRawResponse().create(chat("raw"))) {
      print("raw " + response.statusCode(), response.parse());
    }
    try (HttpResponseFor<ChatCompletion> unparsed =
        client.chat().completions().withRawResponse().create(chat("raw-unparsed"))) {
      System.out.println("raw-unparsed " + unparsed.statusCode());
    }
    try (HttpResponseFor<ChatCompletion> response =
        client.async().chat().completions().withRawResponse().create(chat("raw-async")).join()) {
      print("raw-async " + response.statusCode(), response.parse());
    }
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> streaming =
        client.chat().completions().withRawResponse().createStreaming(chat("raw-stream"))) {
      print("raw-stream", streaming.parse());
    }
  }

  private void otherEndpoints() {
    ResponseCreateParams.Builder question = ResponseCreateParams.builder().input(PROMPT);
    System.out.println(
        "response "
            + client.responses().create(question.model("response").build()).usage().isPresent());
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(question.model("response-stream").build())) {
      System.out.println("response-stream " + stream.stream().count());
    }
    System.out.println(
        "embedding "
            + client
                .embeddings()
                .create(EmbeddingCreateParams.builder().model("embedding").input(PROMPT).build())
                .data()
                .get(0)
                .embedding()
                .size());
    System.out.println(
        "completion "
            + client
                .completions()
                .create(CompletionCreateParams.builder().model("completion").prompt(PROMPT).build())
                .choices()
                .get(0)
                .text());
  }

  private void errors() {
    for (String status : List.of("400", "403", "429", "500")) {
      expectError("error-" + status);
    }
    try {
      client.async().chat().completions().create(chat("error-404")).join();
    } catch (CompletionException e) {
      System.out.println("async error-404 " + e.getCause());
    }
    try (StreamResponse<ChatCompletionChunk> never =
        client.chat().completions().createStreaming(chat("error-401"))) {
      System.out.println(never);
    } catch (OpenAIServiceException e) {
      System.out.println("stream error-401 " + e);
    }
    // The SDK closes a stream that nobody holds any more, and then it has no error.
    AsyncStreamResponse<ChatCompletionChunk> failing =
        client.async().chat().completions().createStreaming(chat("error-409"));
    try {
      failing.onCompleteFuture().join();
    } catch (CompletionException e) {
      System.out.println("async stream error-409 " + e.getCause());
    }
    failing.close();
    try (HttpResponseFor<ChatCompletion> response =
        client.chat().completions().withRawResponse().create(chat("error-422"))) {
      System.out.println("raw error-422 " + response.statusCode());
      print("never", response.parse());
    } catch (OpenAIServiceException e) {
      System.out.println("raw error-422 " + e);
    }
  }

  private void expectError(String model) {
    try {
      print("never", client.chat().completions().create(chat(model)));
    } catch (OpenAIServiceException e) {
      System.out.println(model + " " + e.statusCode() + " " + e);
    } catch (OpenAIIoException e) {
      System.out.println(model + " " + e.getClass().getSimpleName());
    }
  }
}
