package io.streamcat;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.broadcast.StreamSession;
import io.streamcat.broadcast.StreamSessionSource;
import io.streamcat.channel.ChannelService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The stream sessions of a channel service, which is called at background priority. */
record ChannelSessions(ChannelService channels) implements StreamSessionSource {

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

  private static <T> T inBackground(Supplier<T> call) {
    return CallScope.withPriority(CallPriority.BACKGROUND, call);
  }
}
