package io.streamcat.emulator.media.internal.codec;

/** A receiver of the tracks of one encoder. Called by one thread. */
public interface MediaSink {
  void videoConfig(AvcConfig config) throws MediaException;

  void audioConfig(AacConfig config) throws MediaException;

  void video(Sample sample) throws MediaException;

  void audio(Sample sample) throws MediaException;
}
