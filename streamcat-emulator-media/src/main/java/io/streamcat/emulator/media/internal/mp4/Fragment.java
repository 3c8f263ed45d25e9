package io.streamcat.emulator.media.internal.mp4;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A fragment of an MP4: some samples of each track, and the timed metadata before them. */
public final class Fragment {
  private static final int OVERHEAD = 512;
  private static final int BYTES_PER_SAMPLE = 16;
  private static final int BASE_IS_MOOF = 0x02_0000;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int OFFSET = 0x001;
  private static final int DURATION = 0x100;
  private static final int SIZE = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION = 0x800;
  private static final long SYNC_SAMPLE = 0x0200_0000;
  private static final long OTHER_SAMPLE = 0x0101_0000;
  private static final int SEVEN_BITS = 7;
  private static final int HEADER = 8;

  /** The scheme of ID3 tags in event messages. */
  private static final String ID3_SCHEME = "https://aomedia.org/emsg/ID3";

  private Fragment() {}

  /**
   * A sample with its place in the track.
   *
   * @param duration the duration in units of the track
   * @param composition the time from decoding to presentation, in units of the track
   * @param isKey whether decoding can start here
   * @param data the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
  public record Item(long duration, int composition, boolean isKey, byte[] data) {}

  /**
   * Consecutive samples of a track.
   *
   * @param start the decoding time of the first one, in units of the track
   * @param items the samples
   */
  public record Run(long start, List<Item> items) {
    private long bytes() {
      return items.stream().mapToLong(item -> item.data().length).sum();
    }
  }

  /**
   * A text at a time of the broadcast.
   *
   * @param id a number that differs between the texts of a broadcast
   * @param millis the presentation time
   * @param text the text
   */
  public record TimedText(int id, long millis, String text) {}

  /**
   * Returns the bytes of a fragment.
   *
   * @param sequence the number of the fragment, from 1
   * @param video the video, which may be empty
   * @param audio the audio, which may be empty
   * @param texts the timed metadata
   */
  public static byte[] of(int sequence, Run video, Run audio, List<TimedText> texts) {
    long bytes = video.bytes() + audio.bytes();
    int samples = video.items().size() + audio.items().size();
    BoxWriter out = new BoxWriter((int) bytes + OVERHEAD + BYTES_PER_SAMPLE * samples);
    texts.forEach(text -> eventMessage(out, text));
    int moof = out.start("moof");
    int header = out.start("mfhd", 0, 0);
    out.u32(sequence);
    out.end(header);
    int videoOffset = video.items().isEmpty() ? -1 : videoTrack(out, video);
    int audioOffset = audio.items().isEmpty() ? -1 : audioTrack(out, audio);
    out.end(moof);
    long data = (long) out.size() - moof + HEADER;
    if (videoOffset >= 0) {
      out.setU32(videoOffset, data);
    }
    if (audioOffset >= 0) {
      out.setU32(audioOffset, data + video.bytes());
    }
    int media = out.start("mdat");
    video.items().forEach(item -> out.bytes(item.data()));
    audio.items().forEach(item -> out.bytes(item.data()));
    out.end(media);
    return out.toByteArray();
  }

  private static int videoTrack(BoxWriter out, Run video) {
    int track = out.start("traf");
    int header = out.start("tfhd", 0, BASE_IS_MOOF);
    out.u32(Tracks.VIDEO_TRACK);
    out.end(header);
    decodeTime(out, video.start());
    int run = out.start("trun", 1, OFFSET | DURATION | SIZE | FLAGS | COMPOSITION);
    out.u32(video.items().size());
    int offset = out.size();
    out.u32(0);
    for (Item item : video.items()) {
      out.u32(item.duration());
      out.u32(item.data().length);
      out.u32(item.isKey() ? SYNC_SAMPLE : OTHER_SAMPLE);
      out.u32(item.composition());
    }
    out.end(run);
    out.end(track);
    return offset;
  }

  private static int audioTrack(BoxWriter out, Run audio) {
    int track = out.start("traf");
    int header = out.start("tfhd", 0, BASE_IS_MOOF | DEFAULT_FLAGS);
    out.u32(Tracks.AUDIO_TRACK);
    out.u32(SYNC_SAMPLE);
    out.end(header);
    decodeTime(out, audio.start());
    int run = out.start("trun", 0, OFFSET | DURATION | SIZE);
    out.u32(audio.items().size());
    int offset = out.size();
    out.u32(0);
    for (Item item : audio.items()) {
      out.u32(item.duration());
      out.u32(item.data().length);
    }
    out.end(run);
    out.end(track);
    return offset;
  }

  private static void decodeTime(BoxWriter out, long time) {
    int box = out.start("tfdt", 1, 0);
    out.u64(time);
    out.end(box);
  }

  private static void eventMessage(BoxWriter out, TimedText text) {
    int box = out.start("emsg", 1, 0);
    out.u32(1000);
    out.u64(text.millis());
    out.u32(0);
    out.u32(text.id());
    out.ascii(ID3_SCHEME);
    out.u8(0);
    out.u8(0);
    out.bytes(id3(text.text()));
    out.end(box);
  }

  /** Returns an ID3 tag with one frame of user-defined text, whose description is empty. */
  private static byte[] id3(String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    int frame = value.length + 2;
    BoxWriter out = new BoxWriter(frame + 20);
    out.ascii("ID3");
    out.u24(0x04_0000);
    syncSafe(out, frame + 10);
    out.ascii("TXXX");
    syncSafe(out, frame);
    out.u16(0);
    out.u8(3);
    out.u8(0);
    out.bytes(value);
    return out.toByteArray();
  }

  private static void syncSafe(BoxWriter out, int number) {
    for (int i = 3; i >= 0; i--) {
      out.u8((number >> (SEVEN_BITS * i)) & 0x7f);
    }
  }
}
