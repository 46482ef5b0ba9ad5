package io.tagalong.it.harness;

import java.util.List;

/** What an endpoint of {@link FakeGateway} answers. */
enum GatewayProtocol {
  CHAT {
    @Override
    String body(String model) {
      return """
      {"id":"chat-1","object":"chat.completion","created":1,"model":"%s","choices":[{"index":0,
      "message":{"role":"assistant","content":"%s","refusal":null},"finish_reason":"stop",
      "logprobs":null}],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}
      """
          .formatted(model, FakeGateway.COMPLETION);
    }

    @Override
    List<String> events(String model) {
      String head =
          "data: {\"id\":\"chat-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\""
              + model
              + "\",";
      String piece =
          "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}";
      return List.of(
          head + piece.formatted(FakeGateway.COMPLETION, "null"),
          head + piece.formatted("!", "\"stop\""),
          head
              + "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5,"
              + "\"total_tokens\":17}}",
          "data: [DONE]");
    }
  },

  RESPONSES {
    @Override
    String body(String model) {
      return """
      {"id":"resp-1","object":"response","created_at":1,"status":"completed","error":null,
      "incomplete_details":null,"instructions":null,"metadata":{},"model":"%s","output":[{
      "type":"message","id":"msg-1","status":"completed","role":"assistant","content":[{
      "type":"output_text","text":"%s","annotations":[]}]}],"parallel_tool_calls":true,
      "temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0,"usage":{"input_tokens":12,
      "input_tokens_details":{"cached_tokens":0},"output_tokens":5,"output_tokens_details":{
      "reasoning_tokens":0},"total_tokens":17}}
      """
          .formatted(model, FakeGateway.COMPLETION);
    }

    @Override
    List<String> events(String model) {
      return List.of(
          "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
              + "\"item_id\":\"msg-1\",\"output_index\":0,\"content_index\":0,\"sequence_number\":1,"
              + "\"logprobs\":[],\"delta\":\""
              + FakeGateway.COMPLETION
              + "\"}",
          "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,"
              + "\"response\":"
              + body(model).replace("\n", "")
              + "}");
    }
  },

  EMBEDDINGS {
    @Override
    String body(String model) {
      return """
      {"object":"list","model":"%s","data":[{"object":"embedding","index":0,
      "embedding":[0.5,0.25]}],"usage":{"prompt_tokens":12,"total_tokens":12}}
      """
          .formatted(model);
    }

    @Override
    List<String> events(String model) {
      return List.of();
    }
  },

  COMPLETIONS {
    @Override
    String body(String model) {
      return """
      {"id":"cmpl-1","object":"text_completion","created":1,"model":"%s","choices":[{"index":0,
      "text":"%s","finish_reason":"stop","logprobs":null}],
      "usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}
      """
          .formatted(model, FakeGateway.COMPLETION);
    }

    @Override
    List<String> events(String model) {
      return List.of("data: " + body(model).replace("\n", ""), "data: [DONE]");
    }
  },

  MESSAGES {
    @Override
    String body(String model) {
      return """
      {"id":"msg-1","type":"message","role":"assistant","model":"%s","content":[{"type":"text",
      "text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
      "usage":{"input_tokens":12,"output_tokens":5}}
      """
          .formatted(model, FakeGateway.COMPLETION);
    }

    @Override
    List<String> events(String model) {
      return List.of(
          event(
              "message_start",
              "\"message\":{\"id\":\"msg-1\",\"type\":\"message\",\"role\":\"assistant\","
                  + "\"content\":[],\"model\":\""
                  + model
                  + "\",\"stop_reason\":null,\"stop_sequence\":null,"
                  + "\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}"),
          event(
              "content_block_start",
              "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
          event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                  + FakeGateway.COMPLETION
                  + "\"}"),
          event("content_block_stop", "\"index\":0"),
          event(
              "message_delta",
              "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                  + "\"usage\":{\"output_tokens\":5}"),
          event("message_stop", ""));
    }

    private static String event(String type, String members) {
      String rest = members.isEmpty() ? "" : "," + members;
      return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}";
    }
  };

  /** The JSON of a plain answer. */
  abstract String body(String model);

  /** The server-sent events of a streamed one. */
  abstract List<String> events(String model);
}
