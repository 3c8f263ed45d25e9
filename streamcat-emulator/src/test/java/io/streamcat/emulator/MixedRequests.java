package io.streamcat.emulator;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends a mix of requests: most leave something behind that nothing deletes, such as
 * events, sessions, tokens and superseded versions.
 */
final class MixedRequests implements Callable<Integer> {
  private static final Pattern ARN = Pattern.compile("\"arn\":\"([^\"]+)\"");
  private static final Pattern STAGE_ARN = Pattern.compile("\"arn\":\"([^\"]+:stage/[^\"]+)\"");
  private static final Pattern PARTICIPANT = Pattern.compile("\"participantId\":\"([^\"]+)\"");
  private static final int MOST_ARNS = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final Random random;
  private final int requests;
  private final List<String> channels = new ArrayList<>();
  private final List<String> rooms = new ArrayList<>();
  private final List<String> stages = new ArrayList<>();
  private int sent;
  private int rejected;

  MixedRequests(URI endpoint, long seed, int requests) {
    this.endpoint = endpoint;
    this.random = new Random(seed);
    this.requests = requests;
  }

  /** Sends the requests, and returns the number of rejected ones. */
  @Override
  public Integer call() throws Exception {
    channels.add(arn(ARN, post("/CreateChannel", "{\"name\":\"first\"}")));
    rooms.add(arn(ARN, post("/CreateRoom", "{\"name\":\"first\"}")));
    stages.add(arn(STAGE_ARN, post("/CreateStage", "{\"name\":\"first\"}")));
    while (sent < requests) {
      mixed(random.nextInt(20));
    }
    return rejected;
  }

  private void mixed(int choice) throws IOException, InterruptedException {
    String room = any(rooms);
    String channel = any(channels);
    switch (choice) {
      case 0, 1, 2 ->
          post(
              "/SendEvent",
              "{\"roomIdentifier\":\"%s\",\"eventName\":\"e\",\"attributes\":{\"a\":\"%s\"}}"
                  .formatted(room, text(40)));
      case 3 ->
          post(
              "/DeleteMessage",
              "{\"roomIdentifier\":\"%s\",\"id\":\"AYk6xKitV4On\"}".formatted(room));
      case 4 ->
          post("/DisconnectUser", "{\"roomIdentifier\":\"%s\",\"userId\":\"u\"}".formatted(room));
      case 5, 6 ->
          post("/CreateChatToken", "{\"roomIdentifier\":\"%s\",\"userId\":\"u\"}".formatted(room));
      case 7, 8, 9 ->
          post("/UpdateChannel", "{\"arn\":\"%s\",\"name\":\"%s\"}".formatted(channel, text(20)));
      case 10 -> post("/UpdateRoom", "{\"identifier\":\"%s\",\"name\":\"n\"}".formatted(room));
      case 11 -> createAndDelete();
      case 12 -> keep(channels, "Channel", "arn");
      case 13 -> keep(rooms, "Room", "identifier");
      case 14 -> keep(stages, "Stage", "arn");
      case 15 -> {
        post("/_streamcat/streams", "{\"channelArn\":\"%s\"}".formatted(channel));
        send("DELETE", "/_streamcat/streams/" + encode(channel), "");
      }
      case 16 -> joinAndLeave(any(stages));
      case 17 ->
          post(
              "/StartViewerSessionRevocation",
              "{\"channelArn\":\"%s\",\"viewerId\":\"%s\"}".formatted(channel, text(20)));
      case 18 -> post("/CreateChannel", "{\"name\":\"%s\"}".formatted(text(2_000)));
      default -> post("/ListChannels", "{\"maxResults\":5}");
    }
  }

  private void createAndDelete() throws IOException, InterruptedException {
    String room = arn(ARN, post("/CreateRoom", "{\"name\":\"gone\"}"));
    if (!room.isEmpty()) {
      post("/DeleteRoom", "{\"identifier\":\"%s\"}".formatted(room));
    }
  }

  private void joinAndLeave(String stage) throws IOException, InterruptedException {
    String joined = post("/_streamcat/participants", "{\"stageArn\":\"%s\"}".formatted(stage));
    String path = "/_streamcat/participants/" + encode(stage) + "/" + arn(PARTICIPANT, joined);
    send("PUT", path, "{\"published\":true}");
    send("DELETE", path, "");
  }

  private String any(List<String> arns) {
    return arns.get(random.nextInt(arns.size()));
  }

  /** Creates a resource, and deletes the oldest one if there are many. */
  private void keep(List<String> arns, String type, String member)
      throws IOException, InterruptedException {
    String created = post("/Create" + type, "{\"tags\":{\"owner\":\"o\"}}");
    arns.add(arn(type.equals("Stage") ? STAGE_ARN : ARN, created));
    if (arns.size() > MOST_ARNS) {
      post("/Delete" + type, "{\"%s\":\"%s\"}".formatted(member, arns.remove(0)));
    }
  }

  private String text(int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String arn(Pattern pattern, String answer) {
    Matcher matcher = pattern.matcher(answer);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    sent++;
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, ofString());
    if (response.statusCode() >= 500) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    if (response.statusCode() >= 300) {
      rejected++;
    }
    return response.body();
  }
}
