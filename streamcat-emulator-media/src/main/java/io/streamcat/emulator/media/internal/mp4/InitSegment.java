package io.streamcat.emulator.media.internal.mp4;

import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;

/** The first part of a fragmented MP4, which describes the tracks. */
public final class InitSegment {
  private static final int CAPACITY = 2048;
  private static final int MOVIE_TIMESCALE = 1000;
  private static final int UNDETERMINED_LANGUAGE = 0x55c4;
  private static final int ONE_16_16 = 0x0001_0000;
  private static final int RESOLUTION_72_DPI = 0x0048_0000;
  private static final int DEPTH_24_BITS = 24;
  private static final int SAMPLE_BITS = 16;
  private static final int HIGHEST_16_BITS = 65_535;
  private static final int AAC = 0x40;
  private static final int AUDIO_STREAM = 0x15;

  private final BoxWriter out = new BoxWriter(CAPACITY);

  private InitSegment() {}

  /** Returns the segment of some tracks. */
  public static byte[] of(Tracks tracks) {
    return new InitSegment().write(tracks);
  }

  private byte[] write(Tracks tracks) {
    int type = out.start("ftyp");
    out.ascii("iso5");
    out.u32(512);
    out.ascii("iso5iso6mp41");
    out.end(type);
    int movie = out.start("moov");
    movieHeader();
    AvcConfig video = tracks.video();
    if (video != null) {
      video(video);
    }
    AacConfig audio = tracks.audio();
    if (audio != null) {
      audio(audio);
    }
    int extends_ = out.start("mvex");
    if (video != null) {
      trackExtends(Tracks.VIDEO_TRACK);
    }
    if (audio != null) {
      trackExtends(Tracks.AUDIO_TRACK);
    }
    out.end(extends_);
    out.end(movie);
    return out.toByteArray();
  }

  private void movieHeader() {
    int box = out.start("mvhd", 0, 0);
    out.zeros(8);
    out.u32(MOVIE_TIMESCALE);
    out.u32(0);
    out.u32(ONE_16_16);
    out.u16(0x0100);
    out.zeros(10);
    matrix();
    out.zeros(24);
    out.u32(Tracks.AUDIO_TRACK + 1);
    out.end(box);
  }

  private void matrix() {
    out.u32(ONE_16_16);
    out.zeros(12);
    out.u32(ONE_16_16);
    out.zeros(12);
    out.u32(0x4000_0000);
  }

  private void trackExtends(int track) {
    int box = out.start("trex", 0, 0);
    out.u32(track);
    out.u32(1);
    out.zeros(12);
    out.end(box);
  }

  private void video(AvcConfig video) {
    int track = out.start("trak");
    trackHeader(Tracks.VIDEO_TRACK, 0, video.width(), video.height());
    media(
        Tracks.VIDEO_TIMESCALE,
        "vide",
        "Video",
        () -> {
          int header = out.start("vmhd", 0, 1);
          out.zeros(8);
          out.end(header);
        },
        () -> videoEntry(video));
    out.end(track);
  }

  private void audio(AacConfig audio) {
    int track = out.start("trak");
    trackHeader(Tracks.AUDIO_TRACK, 0x0100, 0, 0);
    media(
        audio.sampleRate(),
        "soun",
        "Audio",
        () -> {
          int header = out.start("smhd", 0, 0);
          out.zeros(4);
          out.end(header);
        },
        () -> audioEntry(audio));
    out.end(track);
  }

  private void media(
      int timescale, String handler, String name, Runnable header, Runnable description) {
    int media = out.start("mdia");
    mediaHeader(timescale, handler, name);
    int information = out.start("minf");
    header.run();
    dataInformation();
    int table = out.start("stbl");
    int descriptions = out.start("stsd", 0, 0);
    out.u32(1);
    description.run();
    out.end(descriptions);
    emptyTables();
    out.end(table);
    out.end(information);
    out.end(media);
  }

  private void videoEntry(AvcConfig video) {
    int entry = out.start("avc1");
    out.zeros(6);
    out.u16(1);
    out.zeros(16);
    out.u16(video.width());
    out.u16(video.height());
    out.u32(RESOLUTION_72_DPI);
    out.u32(RESOLUTION_72_DPI);
    out.u32(0);
    out.u16(1);
    out.zeros(32);
    out.u16(DEPTH_24_BITS);
    out.u16(-1);
    out.box("avcC", video.record());
    out.end(entry);
  }

  private void audioEntry(AacConfig audio) {
    int entry = out.start("mp4a");
    out.zeros(6);
    out.u16(1);
    out.zeros(8);
    out.u16(audio.channels());
    out.u16(SAMPLE_BITS);
    out.zeros(4);
    // The field has 16 bits before its point; the configuration says higher rates.
    out.u32((long) Math.min(audio.sampleRate(), HIGHEST_16_BITS) << 16);
    elementaryStream(audio.record());
    out.end(entry);
  }

  private void elementaryStream(byte[] configuration) {
    int box = out.start("esds", 0, 0);
    int decoder = 13 + 2 + configuration.length;
    out.u8(3);
    out.u8(3 + 2 + decoder + 3);
    out.u16(0);
    out.u8(0);
    out.u8(4);
    out.u8(decoder);
    out.u8(AAC);
    out.u8(AUDIO_STREAM);
    out.zeros(11);
    out.u8(5);
    out.u8(configuration.length);
    out.bytes(configuration);
    out.u8(6);
    out.u8(1);
    out.u8(2);
    out.end(box);
  }

  private void trackHeader(int track, int volume, int width, int height) {
    int box = out.start("tkhd", 0, 3);
    out.zeros(8);
    out.u32(track);
    out.zeros(8);
    out.zeros(12);
    out.u16(volume);
    out.u16(0);
    matrix();
    out.u32((long) width << 16);
    out.u32((long) height << 16);
    out.end(box);
  }

  private void mediaHeader(int timescale, String handler, String name) {
    int header = out.start("mdhd", 0, 0);
    out.zeros(8);
    out.u32(timescale);
    out.u32(0);
    out.u16(UNDETERMINED_LANGUAGE);
    out.u16(0);
    out.end(header);
    int box = out.start("hdlr", 0, 0);
    out.u32(0);
    out.ascii(handler);
    out.zeros(12);
    out.ascii(name);
    out.u8(0);
    out.end(box);
  }

  private void dataInformation() {
    int box = out.start("dinf");
    int references = out.start("dref", 0, 0);
    out.u32(1);
    out.end(out.start("url ", 0, 1));
    out.end(references);
    out.end(box);
  }

  private void emptyTables() {
    for (String type : new String[] {"stts", "stsc", "stco"}) {
      int box = out.start(type, 0, 0);
      out.u32(0);
      out.end(box);
    }
    int sizes = out.start("stsz", 0, 0);
    out.zeros(8);
    out.end(sizes);
  }
}
