package io.streamcat.emulator.internal.console;

import io.streamcat.emulator.internal.server.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of the console. Thread safe. */
final class Assets {
  /** The path of the page, below the prefix of the control API. */
  private static final String PAGE = "";

  private static final String FOLDER = "console/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String IMAGE = "image/svg+xml";

  /** The files with their types, by path. Nothing else can be read. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("index.html", HTML),
          Map.entry("console.css", STYLE),
          Map.entry("mark.svg", IMAGE),
          Map.entry("console.js", SCRIPT),
          Map.entry("actions.js", SCRIPT),
          Map.entry("dom.js", SCRIPT),
          Map.entry("feed.js", SCRIPT),
          Map.entry("format.js", SCRIPT),
          Map.entry("lists.js", SCRIPT),
          Map.entry("details.js", SCRIPT),
          Map.entry("activity.js", SCRIPT),
          Map.entry("faults.js", SCRIPT));

  /** The policy that lets a page load only the emulator's own files and answers. */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "media-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-cache");

  private Assets() {}

  /** Returns the response for a path below the prefix of the control API, if it is a file. */
  static Optional<Reply> find(String path) {
    String name =
        path.equals(PAGE)
            ? "index.html"
            : path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
    return Optional.ofNullable(TYPES.get(name)).map(type -> Reply.file(type, HEADERS, read(name)));
  }

  private static byte[] read(String name) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the jar cannot be read: " + name, e);
    }
  }
}
