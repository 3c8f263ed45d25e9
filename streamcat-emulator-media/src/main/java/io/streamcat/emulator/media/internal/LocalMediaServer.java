package io.streamcat.emulator.media.internal;

import com.sun.net.httpserver.HttpHandler;
import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.internal.media.MediaServer;
import io.streamcat.emulator.internal.media.MediaSettings;
import io.streamcat.emulator.internal.server.Listening;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Playback;
import io.streamcat.emulator.media.internal.ingest.Encoders;
import io.streamcat.emulator.media.internal.record.Recorder;
import io.streamcat.emulator.media.internal.rtmp.IngestServer;
import io.streamcat.emulator.media.internal.tls.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Live video of one emulator. Threads and ports are opened when they are first needed. */
final class LocalMediaServer implements MediaServer {
  private static final System.Logger LOGGER = System.getLogger(LocalMediaServer.class.getName());
  private static final int BACKLOG = 50;
  private static final long FEED_MILLIS = 100;
  private static final int FEEDS_PER_CHECK = 5;

  private final MediaSettings settings;
  private final Encoders encoders;
  private final LiveBroadcasts broadcasts;
  private final Playback playback;
  private final MediaPages pages;
  private final @Nullable Recorder recorder;
  private @Nullable IngestServer plain;
  private @Nullable IngestServer secure;
  private @Nullable ScheduledExecutorService timer;
  private int feeds;
  private boolean closed;

  LocalMediaServer(MediaBackend backend, MediaSettings settings) {
    this.settings = settings;
    this.recorder =
        settings.recordings() == null
            ? null
            : new Recorder(settings.recordings(), this::prepareRecording);
    Broadcast.Listener listener = recorder == null ? Broadcast.Listener.NONE : recorder;
    encoders = new Encoders(backend, listener, System::nanoTime, Instant::now);
    broadcasts = new LiveBroadcasts(backend, encoders, listener, System::nanoTime, Instant::now);
    playback = new Playback(backend, this::find, System::nanoTime);
    pages = new MediaPages(settings.endpoint(), backend, encoders, this::openUrl);
    if (recorder != null) {
      backend.onEvent(recorder::event);
    }
    backend.onMetadata(this::text);
    try {
      if (settings.ingestPort() != 0) {
        ingestUrl(false);
      }
      if (settings.secureIngestPort() != 0) {
        ingestUrl(true);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public synchronized URI ingestUrl(boolean isSecure) {
    if (closed) {
      throw new IllegalStateException("The emulator is closed");
    }
    IngestServer server = isSecure ? secure : plain;
    if (server == null) {
      server =
          Listening.on(
              settings.host(),
              isSecure ? settings.secureIngestPort() : settings.ingestPort(),
              address -> IngestServer.start(listen(address, isSecure), encoders::connect));
      if (isSecure) {
        secure = server;
      } else {
        plain = server;
      }
      startTimer();
    }
    return url(server, isSecure);
  }

  private static ServerSocket listen(InetSocketAddress address, boolean isSecure)
      throws IOException {
    ServerSocket socket =
        isSecure
            ? SelfSigned.context().getServerSocketFactory().createServerSocket()
            : new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static URI url(IngestServer server, boolean isSecure) {
    return Listening.uri(isSecure ? "rtmps" : "rtmp", server.address(), server.port())
        .resolve("/app/");
  }

  /** Returns the URL of a port that is open, so that asking for it opens none. */
  private synchronized Optional<URI> openUrl(boolean isSecure) {
    IngestServer server = isSecure ? secure : plain;
    return Optional.ofNullable(server).map(open -> url(open, isSecure));
  }

  private synchronized void startTimer() {
    if (timer == null && !closed) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "streamcat-emulator-media");
                thread.setDaemon(true);
                return thread;
              });
      ScheduledFuture<?> unused =
          timer.scheduleAtFixedRate(this::tick, FEED_MILLIS, FEED_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    try {
      broadcasts.feed();
      if (++feeds % FEEDS_PER_CHECK == 0) {
        encoders.check();
        broadcasts.check(playback.countViewers());
      }
    } catch (RuntimeException e) {
      // The timer must go on: a state file that cannot be written is reported by the next call.
      LOGGER.log(System.Logger.Level.WARNING, "Live video cannot be updated", e);
    }
  }

  private Optional<Broadcast> find(String channelArn) {
    startTimer();
    return broadcasts.find(channelArn);
  }

  /** Ensures that a live channel that is recorded has a broadcast, also without viewers. */
  private void prepareRecording(String channelArn, boolean ends) {
    if (ends) {
      broadcasts.flush(channelArn);
    } else {
      startTimer();
      broadcasts.record(channelArn);
    }
  }

  private void text(String channelArn, String text) {
    ScheduledExecutorService running;
    synchronized (this) {
      running = timer;
    }
    if (running != null && !running.isShutdown()) {
      running.execute(() -> broadcasts.text(channelArn, text));
    }
  }

  @Override
  public Map<String, HttpHandler> handlers() {
    return Map.of(Playback.PATH, playback, MediaPages.PATH, pages);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (plain != null) {
        plain.close();
      }
      if (secure != null) {
        secure.close();
      }
      if (timer != null) {
        timer.shutdownNow();
      }
    }
    broadcasts.close();
    if (recorder != null) {
      recorder.close();
    }
  }
}
