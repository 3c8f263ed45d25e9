package io.streamcat.emulator;

import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.emulator.internal.control.StageParticipants;
import io.streamcat.emulator.internal.control.Unchecked;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.server.ApiHandler;
import io.streamcat.emulator.internal.server.ChatEndpoint;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.EmulatorServer;
import io.streamcat.emulator.internal.server.Listening;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * The control planes of Amazon IVS, IVS Chat and IVS Real-Time on one port of this machine, and
 * chat messaging on another one.
 *
 * <p>Point the endpoint override of any AWS SDK at {@link #endpoint()}; all three services share
 * it. Requests need not be signed and signatures are not checked. What exists is kept in memory and
 * gone when the emulator is closed, unless a {@link IvsEmulatorBuilder#state file} keeps it.
 *
 * <p>Thread safe. Calls are atomic and have one order, which {@link #resources()} sees too.
 */
public final class IvsEmulator implements AutoCloseable {
  private final Emulation emulation;
  private final ChatEndpoint chat;
  private final EmulatorServer server;
  private final URI endpoint;

  IvsEmulator(Emulation emulation, String host, int port, int chatPort) {
    this.emulation = emulation;
    chat = ChatEndpoint.open(emulation, host, chatPort);
    ApiHandler api = new ApiHandler(emulation);
    ControlApi control = new ControlApi(emulation, chat);
    try {
      server =
          Listening.on(
              host,
              port,
              address ->
                  EmulatorServer.start(
                      address, api::handle, control::handle, emulation.requestIds()));
    } catch (UncheckedIOException e) {
      chat.close();
      throw e;
    }
    endpoint = Listening.uri("http", server.address(), server.port());
  }

  /**
   * Starts an emulator with the defaults of {@link IvsEmulatorBuilder} on a free port of the
   * loopback address.
   *
   * @return a running emulator, to be closed
   */
  public static IvsEmulator start() {
    return builder().start();
  }

  /**
   * Starts to describe an emulator.
   *
   * @return a builder that holds the defaults
   */
  public static IvsEmulatorBuilder builder() {
    return new IvsEmulatorBuilder();
  }

  /**
   * Returns where to send requests.
   *
   * @return a URI without a path, such as {@code http://127.0.0.1:4577}
   */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Returns where the clients of chat rooms connect, with a token of {@code CreateChatToken} as the
   * subprotocol.
   *
   * @return a WebSocket URI without a path, such as {@code ws://127.0.0.1:4578}
   * @throws UncheckedIOException if it cannot listen on a port
   * @throws IllegalStateException if the emulator is closed
   */
  public URI chatEndpoint() {
    return chat.uri();
  }

  /**
   * Returns the port that it listens on.
   *
   * @return the port, also when any was asked for
   */
  public int port() {
    return server.port();
  }

  /**
   * Returns the region that ARNs name. Requests signed for another region are answered all the
   * same.
   *
   * @return the region
   */
  public String region() {
    return emulation.settings().region();
  }

  /**
   * Returns the AWS account that ARNs name.
   *
   * @return twelve digits
   */
  public String accountId() {
    return emulation.settings().accountId();
  }

  /**
   * Forgets resources, live streams, participants, events, revocations, faults and requests. Events
   * that wait are not delivered any more; their destinations stay. Effects that a {@link
   * Fault#LATE_EFFECT} has delayed do not happen any more.
   *
   * <p>Identifiers and the fortune of faults go on from where they are, so that no ARN is ever
   * given twice.
   */
  public void reset() {
    emulation.reset();
  }

  /**
   * Returns the calls of the three services since the start or the last reset.
   *
   * @return the latest 10,000 calls whose answer is decided, in the order in which they arrived
   */
  public List<RecordedRequest> requests() {
    return emulation.log().requests();
  }

  /**
   * Returns the faults, to be changed at any time.
   *
   * @return the faults of this emulator
   */
  public Faults faults() {
    return emulation.faults();
  }

  /**
   * Returns the resources that exist now, whatever faults make lists and Gets show.
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
   * @throws IllegalArgumentException if there is no such channel
   */
  public void startStream(String channelArn) {
    Unchecked.run(() -> emulation.controlPlane().startStream(channelArn));
  }

  /**
   * Ends a broadcast at once, as an encoder would. If the channel is not live, nothing changes.
   *
   * @param channelArn the ARN of a channel
   * @throws IllegalArgumentException if there is no such channel
   */
  public void stopStream(String channelArn) {
    Unchecked.run(() -> emulation.controlPlane().stopStream(channelArn));
  }

  /**
   * Changes how many viewers watch a broadcast, which starts with none.
   *
   * @param channelArn the ARN of a channel
   * @param count how many viewers there are
   * @throws IllegalArgumentException if there is no such channel, or the number is negative
   * @throws IllegalStateException if the channel is not live
   */
  public void viewers(String channelArn, long count) {
    Unchecked.run(() -> emulation.controlPlane().viewers(channelArn, count));
  }

  /**
   * Lets something go wrong with a stream, a recording or a composition, or tells of a limit that
   * is exceeded. State and events change accordingly.
   *
   * @param incident what goes wrong
   * @throws IllegalArgumentException if its name is unknown or what it happens to does not exist
   * @throws IllegalStateException if it cannot happen now, because the channel is not live, is not
   *     recorded or has started to record, or the composition has ended
   */
  public void report(Incident incident) {
    Unchecked.run(
        () -> emulation.controlPlane().report(incident.name(), incident.arn(), incident.reason()));
  }

  /**
   * Returns the events that Amazon IVS sends to EventBridge, and where they go.
   *
   * @return the events of this emulator
   */
  public Events events() {
    return emulation.events();
  }

  /**
   * Returns what the clients of stages do.
   *
   * @return the participants of all stages
   */
  public Participants participants() {
    return new StageParticipants(emulation.controlPlane().stages());
  }

  /**
   * Verifies a token, as the edge does for playback and a stage for a participant. A valid playback
   * token that can be used only once is used up.
   *
   * @param token a token that a client shows
   * @return whether it is valid, and every reason why not
   */
  public TokenVerdict verifyToken(PresentedToken token) {
    return emulation.verify(token);
  }

  /**
   * Returns the events that were sent to rooms since the start or the last reset.
   *
   * @return events in the order in which they were sent
   */
  public List<SentChatEvent> chatEvents() {
    return emulation.controlPlane().chatEvents().stream()
        .map(e -> new SentChatEvent(e.roomArn(), e.id(), e.name(), e.attributes(), e.sentAt()))
        .toList();
  }

  /**
   * Stops at once. Requests under way get no answer; closing twice does nothing.
   *
   * @throws UncheckedIOException if the state cannot be written to its file, which then has it as
   *     it was, with every change that was answered
   */
  @Override
  public void close() {
    server.close();
    chat.close();
    emulation.close();
  }

  private static EmulatedResource emulated(Resource resource) {
    return new EmulatedResource(
        resource.key(), resource.type().id(), resource.name(), resource.tags(), resource.created());
  }
}
