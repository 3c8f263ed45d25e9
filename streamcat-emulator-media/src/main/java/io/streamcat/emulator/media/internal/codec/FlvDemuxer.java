package io.streamcat.emulator.media.internal.codec;

import java.util.Arrays;

/**
 * A reader of the bodies of FLV tags, which RTMP messages hold, too. Timestamps of 32 bits become
 * times that start at 0 and survive jumps. Not thread safe.
 */
public final class FlvDemuxer {
  private static final int AVC = 7;
  private static final int AAC = 10;
  private static final int KEY_FRAME = 1;
  private static final int INFORMATION_FRAME = 5;
  private static final int CONFIGURATION = 0;
  private static final int DATA = 1;
  private static final int VIDEO_HEADER = 5;
  private static final int AUDIO_HEADER = 2;
  private static final int EXTENDED = 0x80;
  private static final int MOST_COMPOSITION_MILLIS = 10_000;

  /** A greater step between two timestamps is taken for a new start of the encoder's clock. */
  private static final int MOST_STEP_MILLIS = 10_000;

  private final MediaSink sink;
  private boolean started;
  private int lastStamp;
  private long lastMillis;
  private long videoMillis;
  private long audioMillis;
  private boolean hasVideo;
  private boolean hasAudio;

  public FlvDemuxer(MediaSink sink) {
    this.sink = sink;
  }

  /**
   * Reads the body of a video tag.
   *
   * @throws MediaException if it is malformed or holds a codec other than H.264
   */
  public void video(int stamp, byte[] body) throws MediaException {
    if (body.length == 0 || ((body[0] & 0xf0) >> 4) == INFORMATION_FRAME) {
      return;
    }
    if ((body[0] & EXTENDED) != 0 || (body[0] & 0x0f) != AVC) {
      throw new MediaException("The video must be H.264");
    }
    if (body.length < VIDEO_HEADER) {
      throw new MediaException("A video tag ends too early");
    }
    if (body[1] == CONFIGURATION) {
      sink.videoConfig(AvcConfig.parse(Arrays.copyOfRange(body, VIDEO_HEADER, body.length)));
      hasVideo = true;
    } else if (body[1] == DATA && body.length > VIDEO_HEADER) {
      if (!hasVideo) {
        throw new MediaException("The video has no configuration");
      }
      int composition = (body[2] << 16) | ((body[3] & 0xff) << 8) | (body[4] & 0xff);
      if (Math.abs(composition) > MOST_COMPOSITION_MILLIS) {
        throw new MediaException("The composition time is out of range");
      }
      videoMillis = Math.max(videoMillis, millis(stamp));
      sink.video(
          new Sample(
              videoMillis,
              composition,
              ((body[0] & 0xf0) >> 4) == KEY_FRAME,
              Arrays.copyOfRange(body, VIDEO_HEADER, body.length)));
    }
  }

  /**
   * Reads the body of an audio tag.
   *
   * @throws MediaException if it is malformed or holds a codec other than AAC
   */
  public void audio(int stamp, byte[] body) throws MediaException {
    if (body.length == 0) {
      return;
    }
    if (((body[0] & 0xf0) >> 4) != AAC) {
      throw new MediaException("The audio must be AAC");
    }
    if (body.length < AUDIO_HEADER) {
      throw new MediaException("An audio tag ends too early");
    }
    byte[] data = Arrays.copyOfRange(body, AUDIO_HEADER, body.length);
    if (body[1] == CONFIGURATION) {
      sink.audioConfig(AacConfig.parse(data));
      hasAudio = true;
    } else if (body[1] == DATA && data.length > 0) {
      if (!hasAudio) {
        throw new MediaException("The audio has no configuration");
      }
      audioMillis = Math.max(audioMillis, millis(stamp));
      sink.audio(new Sample(audioMillis, 0, true, data));
    }
  }

  private long millis(int stamp) {
    if (started) {
      // The difference is right also when the 32 bits have wrapped around.
      int step = stamp - lastStamp;
      if (step >= -MOST_STEP_MILLIS && step <= MOST_STEP_MILLIS) {
        lastMillis = Math.max(0, lastMillis + step);
      }
    }
    started = true;
    lastStamp = stamp;
    return lastMillis;
  }
}
