package io.streamcat.examples.web.emulator;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.LiveVideo;
import io.streamcat.examples.web.dashboard.IngestServer;
import io.streamcat.spring.IvsEmulatorBuilderCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The emulator's live video: encoders publish to it, and its playback URLs show a picture. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class VideoEmulator {

  @Bean
  IvsEmulatorBuilderCustomizer localPlayback() {
    return builder -> builder.liveVideo(LiveVideo.DEFAULT.localPlayback(true));
  }

  @Bean
  IngestServer emulatedIngestServer(IvsEmulator emulator) {
    return channel -> emulator.ingestUrl().toString();
  }
}
