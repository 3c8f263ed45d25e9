package io.streamcat.examples.web.emulator;

import io.streamcat.emulator.IvsEmulatorBuilder;
import io.streamcat.emulator.LiveVideo;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The playback URLs of the emulator, which show a picture. */
@Component
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class VideoEmulator implements IvsEmulatorBuilderCustomizer {

  @Override
  public void customize(IvsEmulatorBuilder builder) {
    builder.liveVideo(LiveVideo.DEFAULT.localPlayback(true));
  }
}
