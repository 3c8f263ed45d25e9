package io.streamcat.emulator.media.internal.record;

import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Segment;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The writer of recordings. It follows the events of recordings, and writes in a thread of its own.
 * Thread safe.
 */
public final class Recorder implements Broadcast.Listener, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Recorder.class.getName());
  private static final long MOST_CLOSING_SECONDS = 10;

  private final Path directory;
  private final Preparation preparation;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "streamcat-emulator-recorder");
            created.setDaemon(true);
            return created;
          });
  private final Map<String, Recording> recordings = new HashMap<>();
  private final Map<String, Recording.Init> inits = new HashMap<>();

  /** A function that prepares the broadcast of a channel for a start or end of its recording. */
  @FunctionalInterface
  public interface Preparation {
    void prepare(String channelArn, boolean ends);
  }

  /** A task that writes. */
  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  public Recorder(Path directory, Preparation preparation) {
    this.directory = directory.toAbsolutePath().normalize();
    this.preparation = preparation;
  }

  private void later(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "The emulator is closed", e);
    }
  }

  /** Receives an event for EventBridge. */
  public void event(Map<String, Object> event) {
    if ("IVS Recording State Change".equals(event.get("detail-type"))
        && event.get("resources") instanceof List<?> resources
        && event.get("detail") instanceof Map<?, ?> detail) {
      String channelArn = String.valueOf(resources.get(0));
      String time = String.valueOf(event.get("time"));
      later(() -> change(channelArn, detail, time));
    }
  }

  private void change(String channelArn, Map<?, ?> detail, String time) {
    switch (String.valueOf(detail.get("recording_status"))) {
      case "Recording Start" -> {
        preparation.prepare(channelArn, false);
        recordings.computeIfAbsent(
            channelArn, arn -> Recording.below(directory, arn, detail, time));
        write(channelArn, recordings.get(channelArn)::start);
      }
      case "Recording End" -> end(channelArn, "RECORDING_ENDED", detail, time);
      case "Recording End Failure" -> end(channelArn, "RECORDING_ENDED_WITH_FAILURE", detail, time);
      default -> {
        // A recording that fails to start writes nothing.
      }
    }
  }

  private void end(String channelArn, String status, Map<?, ?> detail, String time) {
    preparation.prepare(channelArn, true);
    // The preparation may have added a last segment, which must be written before the end.
    later(
        () -> {
          Recording recording = recordings.get(channelArn);
          if (recording != null) {
            write(channelArn, () -> recording.end(status, detail, time));
            recordings.remove(channelArn);
          }
        });
  }

  private void write(String channelArn, Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      recordings.remove(channelArn);
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Recording cannot be written and stops: channelArn=" + channelArn,
          e);
    }
  }

  @Override
  public void init(Broadcast broadcast, int number, Tracks tracks, byte[] bytes) {
    later(() -> inits.put(broadcast.channelArn(), new Recording.Init(tracks, bytes)));
  }

  @Override
  public void segment(Broadcast broadcast, Segment segment) {
    later(
        () -> {
          Recording recording = recordings.get(broadcast.channelArn());
          Recording.Init init = inits.get(broadcast.channelArn());
          if (recording != null && init != null) {
            write(broadcast.channelArn(), () -> recording.add(init, segment));
          }
        });
  }

  /** Writes what waits, and ends the thread. */
  @Override
  public void close() {
    CountDownLatch written = new CountDownLatch(1);
    // The end of a recording is written by a second task, so this one takes two as well.
    later(() -> later(written::countDown));
    try {
      if (!written.await(MOST_CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(System.Logger.Level.WARNING, "Recordings may lack their last segments");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdown();
  }
}
