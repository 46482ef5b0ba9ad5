package io.tagalong.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.ContentType;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** Every HTTP client that an application may post JSON with, behind one interface. */
final class HttpClients {
  private static final String JSON = "application/json";

  /** Posts a body; gives the status and the response's body. */
  interface Client {
    String post(String url, String body) throws Exception;
  }

  private HttpClients() {}

  /** All clients by name, in the order in which they are tried. */
  static Map<String, Client> all() {
    Map<String, Client> clients = new LinkedHashMap<>();
    clients.put("jdk", HttpClients::jdk);
    clients.put("jdk-async", HttpClients::jdkAsync);
    clients.put("url-connection", HttpClients::urlConnection);
    clients.put("rest-template", HttpClients::restTemplate);
    clients.put("okhttp", HttpClients::okHttp);
    clients.put("okhttp-async", HttpClients::okHttpAsync);
    clients.put("apache4", HttpClients::apache4);
    clients.put("apache5", HttpClients::apache5);
    clients.put("apache5-async", HttpClients::apache5Async);
    clients.put("web-client", HttpClients::webClient);
    return clients;
  }

  private static HttpRequest jdkRequest(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", JSON)
        .header("Authorization", "Bearer " + BrazeCalls.KEY)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String jdk(String url, String body) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(jdkRequest(url, body), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private static String jdkAsync(String url, String body) throws Exception {
    return HttpClient.newHttpClient()
        .sendAsync(jdkRequest(url, body), HttpResponse.BodyHandlers.ofInputStream())
        .thenApply(response -> response.statusCode() + " " + text(response.body()))
        .get();
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String urlConnection(String url, String body) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", JSON);
    connection.setRequestProperty("Authorization", "Bearer " + BrazeCalls.KEY);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.getOutputStream().write(bytes[0]);
    connection.getOutputStream().write(bytes, 1, bytes.length - 1);
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return status + " " + text(in) + " " + connection.getHeaderField("X-Braze");
  }

  private static String restTemplate(String url, String body) {
    RestTemplate template = new RestTemplate();
    template.setErrorHandler(response -> false);
    ResponseEntity<String> response =
        template.postForEntity(url, new HttpEntity<>(body), String.class);
    return response.getStatusCode().value() + " " + response.getBody();
  }

  @SuppressWarnings("deprecation") // The form that version 3 has, too.
  private static Request okHttpRequest(String url, String body) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + BrazeCalls.KEY)
        .post(RequestBody.create(MediaType.parse(JSON), body))
        .build();
  }

  private static String okHttp(String url, String body) throws IOException {
    OkHttpClient client = new OkHttpClient();
    try (Response response = client.newCall(okHttpRequest(url, body)).execute()) {
      return read(response);
    }
  }

  private static String okHttpAsync(String url, String body) throws Exception {
    OkHttpClient client = new OkHttpClient();
    CompletableFuture<String> read = new CompletableFuture<>();
    client
        .newCall(okHttpRequest(url, body))
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                read.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                  read.complete(read(response));
                }
              }
            });
    try {
      return read.get();
    } finally {
      client.dispatcher().executorService().shutdown();
    }
  }

  private static String read(Response response) throws IOException {
    return response.code() + " " + Objects.requireNonNull(response.body()).string();
  }

  private static String apache4(String url, String body) throws Exception {
    try (var client = org.apache.http.impl.client.HttpClients.createDefault()) {
      var post = new org.apache.http.client.methods.HttpPost(url);
      post.setHeader("Authorization", "Bearer " + BrazeCalls.KEY);
      post.setEntity(
          new org.apache.http.entity.StringEntity(
              body, org.apache.http.entity.ContentType.APPLICATION_JSON));
      try (var response = client.execute(post)) {
        return response.getStatusLine().getStatusCode()
            + " "
            + org.apache.http.util.EntityUtils.toString(response.getEntity());
      }
    }
  }

  private static String apache5(String url, String body) throws Exception {
    try (var client = org.apache.hc.client5.http.impl.classic.HttpClients.createDefault()) {
      var post = new org.apache.hc.client5.http.classic.methods.HttpPost(url);
      post.setHeader("Authorization", "Bearer " + BrazeCalls.KEY);
      post.setEntity(
          new org.apache.hc.core5.http.io.entity.StringEntity(body, ContentType.APPLICATION_JSON));
      return client.execute(
          post,
          response ->
              response.getCode()
                  + " "
                  + org.apache.hc.core5.http.io.entity.EntityUtils.toString(response.getEntity()));
    }
  }

  private static String apache5Async(String url, String body) throws Exception {
    try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
      client.start();
      SimpleHttpRequest request =
          SimpleRequestBuilder.post(url).setBody(body, ContentType.APPLICATION_JSON).build();
      SimpleHttpResponse response = client.execute(request, null).get();
      return response.getCode() + " " + response.getBodyText();
    }
  }

  private static String webClient(String url, String body) {
    return Objects.requireNonNull(
        WebClient.create()
            .post()
            .uri(URI.create(url))
            .header("Content-Type", JSON)
            .bodyValue(body)
            .exchangeToMono(
                response ->
                    response
                        .bodyToMono(String.class)
                        .map(text -> response.statusCode().value() + " " + text))
            .block());
  }
}
