package io.streamcat.emulator;

import io.streamcat.emulator.internal.console.Console;
import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.emulator.internal.control.StageParticipants;
import io.streamcat.emulator.internal.control.Unchecked;
import io.streamcat.emulator.internal.media.LocalPlayback;
import io.streamcat.emulator.internal.media.MediaServer;
import io.streamcat.emulator.internal.media.MediaSettings;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.server.ApiHandler;
import io.streamcat.emulator.internal.server.BrowserAccess;
import io.streamcat.emulator.internal.server.ChatEndpoint;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.EmulatorServer;
import io.streamcat.emulator.internal.server.Listening;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The control planes of Amazon IVS, IVS Chat and IVS Real-Time on one port of this machine, and
 * chat messaging on another one.
 *
 * <pre>{@code
 * try (IvsEmulator emulator = IvsEmulator.start()) {
 *   IvsClient ivs =
 *       IvsClient.builder()
 *           .endpointOverride(emulator.endpoint())
 *           .region(Region.of(emulator.region()))
 *           .credentialsProvider(AnonymousCredentialsProvider.create())
 *           .build();
 *   ivs.createChannel(request -> request.name("todd"));
 * }
 * }</pre>
 *
 * <p>Point the endpoint override of any AWS SDK at {@link #endpoint()}; all three services share
 * it. Requests need not be signed and signatures are not checked. Resources are held in memory and
 * lost when the emulator is closed, unless a {@link IvsEmulatorBuilder#state file} stores them.
 *
 * <p>Thread safe. Calls are atomic and have one order, which applies to {@link #resources()}, too.
 */
public final class IvsEmulator implements AutoCloseable {
  private final Emulation emulation;
  private final ChatEndpoint chat;
  private final Console console;
  private final EmulatorServer server;
  private final URI endpoint;
  private final @Nullable MediaServer media;

  IvsEmulator(
      Emulation emulation,
      String host,
      int port,
      int chatPort,
      BrowserAccess access,
      LiveVideo liveVideo) {
    this.emulation = emulation;
    chat = ChatEndpoint.open(emulation, host, chatPort);
    ApiHandler api = new ApiHandler(emulation);
    console = new Console(emulation, new ControlApi(emulation, chat)::handle);
    try {
      server =
          Listening.on(
              host,
              port,
              address ->
                  EmulatorServer.start(
                      address, api::handle, console::handle, access, emulation.requestIds()));
    } catch (UncheckedIOException e) {
      chat.close();
      throw e;
    }
    endpoint = Listening.uri("http", server.address(), server.port());
    if (liveVideo.isLocalPlayback()) {
      api.filterOutput(output -> LocalPlayback.replaceUrls(output, endpoint));
    }
    try {
      media = startMedia(host, access, liveVideo);
    } catch (UncheckedIOException e) {
      server.close();
      chat.close();
      throw e;
    }
    // Reading the models takes as long as the rest of the start, and only requests need them.
    ForkJoinPool.commonPool().execute(ApiModel::get);
  }

  private @Nullable MediaServer startMedia(String host, BrowserAccess access, LiveVideo settings) {
    Optional<MediaServer.Provider> provider = MediaServer.provider();
    if (provider.isEmpty()) {
      return null;
    }
    MediaServer started =
        provider
            .get()
            .start(
                emulation.controlPlane().media(),
                new MediaSettings(
                    host,
                    endpoint,
                    settings.ingestPort(),
                    settings.secureIngestPort(),
                    settings.recordings()));
    started.handlers().forEach((prefix, handler) -> server.mount(prefix, access, handler));
    return started;
  }

  /**
   * Starts an emulator with the defaults of {@link IvsEmulatorBuilder} on a free port of the
   * loopback address.
   *
   * @return a running emulator, which the caller closes
   */
  public static IvsEmulator start() {
    return builder().start();
  }

  /**
   * Creates a builder of emulators.
   *
   * @return a builder that holds the defaults
   */
  public static IvsEmulatorBuilder builder() {
    return new IvsEmulatorBuilder();
  }

  /**
   * Returns the endpoint of the three services.
   *
   * @return a URI without a path, such as {@code http://127.0.0.1:4577}
   */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Returns the endpoint for clients of chat rooms. A client sends a token of {@code
   * CreateChatToken} as the subprotocol.
   *
   * @return a WebSocket URI without a path, such as {@code ws://127.0.0.1:4578}
   * @throws UncheckedIOException if the chat server cannot listen on a port
   * @throws IllegalStateException if the emulator is closed
   */
  public URI chatEndpoint() {
    return chat.uri();
  }

  /**
   * Returns the URL to which encoders publish over RTMP, with the stream key of a channel.
   *
   * @return a URL such as {@code rtmp://127.0.0.1:1935/app/}
   * @throws IllegalStateException if the module {@code streamcat-emulator-media} is not on the
   *     class path, or the emulator is closed
   * @throws UncheckedIOException if the emulator cannot listen on a port
   */
  public URI ingestUrl() {
    return media().ingestUrl(false);
  }

  /**
   * Returns the URL to which encoders publish over RTMPS, with the stream key of a channel. The
   * certificate is self-signed, so encoders must not verify it.
   *
   * @return a URL such as {@code rtmps://127.0.0.1:1936/app/}
   * @throws IllegalStateException if the module {@code streamcat-emulator-media} is not on the
   *     class path, or the emulator is closed
   * @throws UncheckedIOException if the emulator cannot listen on a port
   */
  public URI secureIngestUrl() {
    return media().ingestUrl(true);
  }

  /**
   * Returns the URL of the HLS playlist that plays a channel locally. A private channel requires a
   * playback token in the query parameter {@code token}.
   *
   * @param channelArn the ARN of a channel
   * @return the URL, which the channel keeps as long as the endpoint stays the same
   * @throws IllegalArgumentException if the channel does not exist
   * @throws IllegalStateException if the module {@code streamcat-emulator-media} is not on the
   *     class path
   */
  public URI playbackUrl(String channelArn) {
    media();
    return emulation.controlPlane().media().channels().stream()
        .filter(channel -> channel.key().equals(channelArn))
        .findFirst()
        .map(channel -> LocalPlayback.url(endpoint, (String) channel.attribute("playbackUrl")))
        .orElseThrow(() -> new IllegalArgumentException("Channel not found: " + channelArn));
  }

  private MediaServer media() {
    if (media == null) {
      throw new IllegalStateException(
          "Live video needs the module streamcat-emulator-media on the class path");
    }
    return media;
  }

  /** Returns whether live video is available. */
  boolean hasMedia() {
    return media != null;
  }

  /**
   * Returns the port of the three services.
   *
   * @return the actual port, also when the builder's port was 0
   */
  public int port() {
    return server.port();
  }

  /**
   * Returns the region in ARNs. Requests signed for another region are accepted, too.
   *
   * @return the region
   */
  public String region() {
    return emulation.settings().region();
  }

  /**
   * Returns the AWS account in ARNs.
   *
   * @return twelve digits
   */
  public String accountId() {
    return emulation.settings().accountId();
  }

  /**
   * Removes all resources, live streams, participants, events, revocations, faults and recorded
   * requests. Pending events are dropped; their destinations stay. Pending effects of a {@link
   * Fault#LATE_EFFECT} are dropped.
   *
   * <p>Identifiers and the random numbers of faults are not reset, so that no ARN is assigned
   * twice.
   */
  public void reset() {
    emulation.reset();
  }

  /**
   * Returns the calls to the three services since the start or the last reset.
   *
   * @return the latest 10,000 calls with a decided answer, in the order of arrival
   */
  public List<RecordedRequest> requests() {
    return emulation.log().requests();
  }

  /**
   * Returns the faults, which may be changed at any time.
   *
   * @return the faults of this emulator
   */
  public Faults faults() {
    return emulation.faults();
  }

  /**
   * Returns the resources that exist now, regardless of faults.
   *
   * @return resources by type, and within a type in the order of creation
   */
  public List<EmulatedResource> resources() {
    return emulation.controlPlane().resources().stream().map(IvsEmulator::emulated).toList();
  }

  /**
   * Starts a broadcast, as an encoder would. The channel is live until the stream is stopped; if it
   * is live already, nothing changes.
   *
   * @param channelArn the ARN of a channel
   * @throws IllegalArgumentException if the channel does not exist
   */
  public void startStream(String channelArn) {
    Unchecked.run(() -> emulation.controlPlane().media().startStream(channelArn));
  }

  /**
   * Ends a broadcast immediately, as an encoder would. If the channel is not live, nothing changes.
   *
   * @param channelArn the ARN of a channel
   * @throws IllegalArgumentException if the channel does not exist
   */
  public void stopStream(String channelArn) {
    Unchecked.run(() -> emulation.controlPlane().media().stopStream(channelArn));
  }

  /**
   * Sets the number of viewers of a broadcast, which is 0 at its start.
   *
   * @param channelArn the ARN of a channel
   * @param count the number of viewers
   * @throws IllegalArgumentException if the channel does not exist, or the number is negative
   * @throws IllegalStateException if the channel is not live
   */
  public void viewers(String channelArn, long count) {
    Unchecked.run(() -> emulation.controlPlane().media().viewers(channelArn, count));
  }

  /**
   * Simulates a failure of a stream, a recording or a composition, or an exceeded limit. The state
   * changes accordingly, and events are emitted.
   *
   * @param incident the incident
   * @throws IllegalArgumentException if the incident's name is unknown or its resource does not
   *     exist
   * @throws IllegalStateException if the incident is impossible now: the channel is not live, is
   *     not recorded or is already being recorded, or the composition has ended
   */
  public void report(Incident incident) {
    Unchecked.run(
        () -> emulation.controlPlane().report(incident.name(), incident.arn(), incident.reason()));
  }

  /**
   * Returns the events that Amazon IVS sends to EventBridge, and their destinations.
   *
   * @return the events of this emulator
   */
  public Events events() {
    return emulation.events();
  }

  /**
   * Returns the simulated clients of stages.
   *
   * @return the participants of all stages
   */
  public Participants participants() {
    return new StageParticipants(emulation.controlPlane().stages());
  }

  /**
   * Verifies a playback token or a participant token, as IVS does. A valid single-use playback
   * token is used up.
   *
   * @param token the token as a client presents it
   * @return the verdict, with every reason for a rejection
   */
  public TokenVerdict verifyToken(PresentedToken token) {
    return emulation.verify(token);
  }

  /**
   * Returns the events sent to chat rooms since the start or the last reset.
   *
   * @return the latest 10,000 events, in the order in which they were sent
   */
  public List<SentChatEvent> chatEvents() {
    return emulation.controlPlane().chatEvents().stream()
        .map(e -> new SentChatEvent(e.roomArn(), e.id(), e.name(), e.attributes(), e.sentAt()))
        .toList();
  }

  /**
   * Stops the emulator immediately. Requests in progress get no answer. Closing again has no
   * effect.
   *
   * @throws UncheckedIOException if the state file cannot be rewritten; the old file stays and
   *     holds every change that was answered
   */
  @Override
  public void close() {
    if (media != null) {
      media.close();
    }
    server.close();
    console.close();
    chat.close();
    emulation.close();
  }

  private static EmulatedResource emulated(Resource resource) {
    return new EmulatedResource(
        resource.key(), resource.type().id(), resource.name(), resource.tags(), resource.created());
  }
}
