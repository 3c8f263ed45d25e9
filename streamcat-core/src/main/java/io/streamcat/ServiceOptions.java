package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.Check;
import io.streamcat.exception.StreamCatException;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * The options of {@link StreamCatBuilder#services}: replacements of the services, and the keys that
 * sign tokens. Each has a default; not thread safe.
 */
public final class ServiceOptions {

  private @Nullable ChannelService channelService;
  private @Nullable ChatRoomService chatRoomService;
  private @Nullable RealTimeService realTimeService;
  private @Nullable PlaybackService playbackService;
  private BiFunction<
          ResourceOperations<Channel, ChannelSettings>,
          AwsCalls,
          ResourceOperations<Channel, ChannelSettings>>
      channelOperations = (own, calls) -> own;
  private BiFunction<
          ResourceOperations<ChatRoom, ChatRoomSettings>,
          AwsCalls,
          ResourceOperations<ChatRoom, ChatRoomSettings>>
      chatRoomOperations = (own, calls) -> own;
  private BiFunction<
          ResourceOperations<Stage, StageSettings>,
          AwsCalls,
          ResourceOperations<Stage, StageSettings>>
      stageOperations = (own, calls) -> own;
  private @Nullable SigningKey participantSigningKey;
  private @Nullable SigningKey playbackSigningKey;
  private @Nullable ParticipantTokenSigner participantTokenSigner;
  private @Nullable PlaybackTokenSigner playbackTokenSigner;

  ServiceOptions() {}

  /**
   * Replaces the service for channels.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public ServiceOptions channelService(@Nullable ChannelService value) {
    channelService = value;
    return this;
  }

  /**
   * Replaces the service for chat rooms.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public ServiceOptions chatRoomService(@Nullable ChatRoomService value) {
    chatRoomService = value;
    return this;
  }

  /**
   * Replaces the service for stages.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public ServiceOptions realTimeService(@Nullable RealTimeService value) {
    realTimeService = value;
    return this;
  }

  /**
   * Replaces the service for private channels.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public ServiceOptions playbackService(@Nullable PlaybackService value) {
    playbackService = value;
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' channels, for example by a {@link
   * io.streamcat.aws.ForwardingOperations} with another {@code create}.
   *
   * @param value returns the operations, from those of the service for channels and from the calls,
   *     which send requests of an AWS client with the same limits, retries and deadlines
   * @return this
   */
  public ServiceOptions channelOperations(
      BiFunction<
              ResourceOperations<Channel, ChannelSettings>,
              AwsCalls,
              ResourceOperations<Channel, ChannelSettings>>
          value) {
    channelOperations = Check.given("channelOperations", value);
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' chat rooms, as {@link
   * #channelOperations} does for channels.
   *
   * @param value returns the operations, from those of the service for chat rooms and from the
   *     calls
   * @return this
   */
  public ServiceOptions chatRoomOperations(
      BiFunction<
              ResourceOperations<ChatRoom, ChatRoomSettings>,
              AwsCalls,
              ResourceOperations<ChatRoom, ChatRoomSettings>>
          value) {
    chatRoomOperations = Check.given("chatRoomOperations", value);
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' stages, as {@link
   * #channelOperations} does for channels.
   *
   * @param value returns the operations, from those of the service for stages and from the calls
   * @return this
   */
  public ServiceOptions stageOperations(
      BiFunction<
              ResourceOperations<Stage, StageSettings>,
              AwsCalls,
              ResourceOperations<Stage, StageSettings>>
          value) {
    stageOperations = Check.given("stageOperations", value);
    return this;
  }

  /**
   * Sets the key with which participant tokens are signed, unless {@link #participantTokenSigner}
   * is set. The public key is imported when the first token is signed; later tokens need no call of
   * AWS.
   *
   * @param value the key pair, whose private key the application stores safely; null to have AWS
   *     issue tokens
   * @return this
   */
  public ServiceOptions participantSigningKey(@Nullable SigningKey value) {
    participantSigningKey = value;
    return this;
  }

  /**
   * Sets the key with which playback tokens are signed, unless {@link #playbackTokenSigner} is set.
   * The public key is imported when the first token is signed.
   *
   * @param value the key pair, whose private key the application stores safely; null if no tokens
   *     are issued
   * @return this
   */
  public ServiceOptions playbackSigningKey(@Nullable SigningKey value) {
    playbackSigningKey = value;
    return this;
  }

  /**
   * Sets the signer of participant tokens.
   *
   * @param value the signer, or null to have AWS issue them
   * @return this
   */
  public ServiceOptions participantTokenSigner(@Nullable ParticipantTokenSigner value) {
    participantTokenSigner = value;
    return this;
  }

  /**
   * Sets the signer of playback tokens.
   *
   * @param value the signer, or null if none are issued
   * @return this
   */
  public ServiceOptions playbackTokenSigner(@Nullable PlaybackTokenSigner value) {
    playbackTokenSigner = value;
    return this;
  }

  /** Returns the services: the replaced ones, and StreamCat's own with the clients. */
  Services services(AwsOptions.Clients clients, AwsCalls calls) {
    IvsClient ivs = channelService == null ? clients.ivs() : clients.givenIvs();
    ChannelService channels =
        channelService == null
            ? ChannelService.create(Objects.requireNonNull(ivs), calls)
            : channelService;
    ChatRoomService chatRooms =
        chatRoomService == null
            ? ChatRoomService.create(clients.ivschat(), calls)
            : chatRoomService;
    RealTimeService stages =
        realTimeService == null
            ? RealTimeService.create(clients.ivsRealTime(), calls)
            : realTimeService;
    return new Services(
        ivs,
        channels,
        channelOperations.apply(channels, calls),
        chatRooms,
        chatRoomOperations.apply(chatRooms, calls),
        stages,
        stageOperations.apply(stages, calls),
        playback(ivs, calls));
  }

  private PlaybackService playback(@Nullable IvsClient ivs, AwsCalls calls) {
    if (playbackService != null) {
      return playbackService;
    }
    return ivs == null
        ? PlaybackService.deferred(ServiceOptions::noPlayback)
        : PlaybackService.create(ivs, calls);
  }

  private static PlaybackService noPlayback() {
    throw new StreamCatException(
        "the service for channels is replaced: set services(s -> s.playbackService(…)) or"
            + " aws(a -> a.ivsClient(…)), too",
        false,
        null);
  }

  /** Returns the signer of participant tokens, or null if AWS issues them. */
  @Nullable ParticipantTokenSigner participantSigner(
      RealTimeService stages, String namespace, Clock clock) {
    return participantTokenSigner != null || participantSigningKey == null
        ? participantTokenSigner
        : ParticipantTokenSigner.create(
            participantSigningKey, SigningKeys.create(stages::publicKeys, namespace, clock), clock);
  }

  /** Returns the signer of playback tokens, or null if none are issued. */
  @Nullable PlaybackTokenSigner playbackSigner(
      PlaybackService playback, String namespace, Clock clock) {
    return playbackTokenSigner != null || playbackSigningKey == null
        ? playbackTokenSigner
        : PlaybackTokenSigner.create(
            playbackSigningKey, SigningKeys.create(playback::keyPairs, namespace, clock), clock);
  }
}
