package io.streamcat;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.broadcast.ParticipantEvent;
import io.streamcat.broadcast.SessionSource;
import io.streamcat.broadcast.StreamSession;
import io.streamcat.channel.ChannelService;
import io.streamcat.realtime.RealTimeService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stream sessions of a channel service and the participant events of a real-time service, which
 * are called at background priority.
 */
record ServiceSessions(ChannelService channels, RealTimeService stages) implements SessionSource {

  @Override
  public Map<String, LiveStream> liveStreams() {
    return inBackground(channels::liveStreams);
  }

  @Override
  public List<String> streamSessions(String channelArn) {
    return inBackground(() -> channels.streamSessions(channelArn).toList());
  }

  @Override
  public Optional<StreamSession> streamSession(String channelArn, String streamId) {
    return inBackground(() -> channels.streamSession(channelArn, streamId));
  }

  @Override
  public List<ParticipantEvent> participantEvents(
      String stageArn, String sessionId, String participantId) {
    return inBackground(
        () -> stages.participantEvents(stageArn, sessionId, participantId).toList());
  }

  private static <T> T inBackground(Supplier<T> call) {
    return CallScope.withPriority(CallPriority.BACKGROUND, call);
  }
}
