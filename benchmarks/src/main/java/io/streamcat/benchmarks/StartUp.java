package io.streamcat.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long a Spring Boot application takes to start with the starter and with clients built by
 * hand, each time in a fresh JVM, one after the other in turn.
 */
final class StartUp {

  private static final String RESULT = "started in ms: ";

  /** What only the application with the starter has on its class path. */
  private static final Predicate<Path> STREAMCAT =
      jar -> jar.getFileName().toString().startsWith("streamcat-");

  private final Path jars;
  private final Path classes;

  private StartUp(Path jars, Path classes) {
    this.jars = jars;
    this.classes = classes;
  }

  /** Something of the application's that needs what is measured. */
  record NeedsAws(Object needed) {}

  /**
   * Measures both. The difference is the median of those within the rounds, so that what slows the
   * machine down for a while counts for both.
   *
   * @param rounds how often each is started; the first of each only warms the disk
   * @return a Markdown table
   */
  static String run(int rounds) throws IOException, InterruptedException, URISyntaxException {
    Path target = target();
    StartUp startUp = new StartUp(target.resolve("start-up"), target.resolve("classes"));
    List<Long> starter = new ArrayList<>();
    List<Long> byHand = new ArrayList<>();
    List<Long> more = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      long withStarter = startUp.measure(StarterApplication.class, jar -> true);
      long withoutIt = startUp.measure(HandWiredApplication.class, STREAMCAT.negate());
      if (round > 0) {
        starter.add(withStarter);
        byHand.add(withoutIt);
        more.add(withStarter - withoutIt);
      }
    }
    return """

        | start-up, ms | starter − by hand | starter | by hand |
        |---|---|---|---|
        | from the start of the JVM until the application is up | **%s** | %s | %s |
        """
        .formatted(median(more), shown(starter), shown(byHand));
  }

  /** The folder the build has put everything in, beside the jar or around the classes. */
  static Path target() throws URISyntaxException {
    Path own = Path.of(StartUp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Objects.requireNonNull(own.getParent());
  }

  private long measure(Class<?> application, Predicate<Path> onClassPath)
      throws IOException, InterruptedException {
    String classPath;
    try (Stream<Path> files = Files.list(jars)) {
      classPath =
          Stream.concat(Stream.of(classes), files.filter(onClassPath).sorted())
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                application.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(application.getSimpleName() + " failed: " + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith(RESULT))
        .map(line -> Long.parseLong(line.substring(RESULT.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result in " + output));
  }

  /** Called by the applications when they are up. */
  static void started(ConfigurableApplicationContext application) {
    long since = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(RESULT + (System.currentTimeMillis() - since));
    application.getBean(NeedsAws.class);
    application.close();
  }

  static long median(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  static String shown(List<Long> times) {
    return String.format(
        Locale.ROOT, "%d (%d–%d)", median(times), Collections.min(times), Collections.max(times));
  }
}
